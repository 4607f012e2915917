import { parseDockerfile } from '../src/core/dockerfile/parseDockerfile.ts';
import { mapSteps } from '../src/core/mapping/mapSteps.ts';
import { build, buildkit } from '../test/core/mapping/record.ts';

/**
 * Mapping follows typing, so it has to be done between two keys: a Dockerfile of 300 lines, a tenth of its RUNs edited,
 * against the history of 127 layers. Also how it grows, from a quarter of that.
 */
export function measureMapping(): { milliseconds: number; growth: number } {
  const milliseconds = best(127);
  return { milliseconds, growth: milliseconds / best(32) / (127 / 32) };
}

function best(layers: number): number {
  const text = dockerfileOf(layers);
  const { image } = build(text, buildkit);
  const edited = parseDockerfile(text.replaceAll(/package-\d*7 /g, 'another '));
  const times = Array.from({ length: 60 }, () => {
    const start = performance.now();
    mapSteps(edited, image, { provenance: null });
    return performance.now() - start;
  });
  return Math.min(...times);
}

function dockerfileOf(layers: number): string {
  const runs = Array.from(
    { length: layers },
    (_, i) => `RUN apt-get install -y package-${i} && \\\n    rm -rf /var/lib/apt/lists/*`,
  );
  const settings = Array.from({ length: Math.round(layers * 0.36) }, (_, i) => `ENV NAME_${i}=value`);
  return ['FROM scratch', ...runs, ...settings].join('\n');
}
