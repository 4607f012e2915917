import { expect, test } from 'vitest';
import { parseDockerfile } from '../../../src/core/dockerfile/parseDockerfile.ts';
import { mapSteps } from '../../../src/core/mapping/mapSteps.ts';
import { build, buildkit } from './record.ts';

/** Some four times what a quiet machine takes, for busy ones: this is to notice when time grows with the cube. */
const MOST_MILLISECONDS = 20;

test('mapping follows typing: 300 lines against 127 layers', () => {
  const package_ = (at: number): string =>
    `RUN apt-get install -y package-${at} && \\\n    rm -rf /var/lib/apt/lists/*`;
  const text = ['FROM scratch', ...Array.from({ length: 127 }, (_, at) => package_(at)), ...settings].join('\n');
  const { image } = build(text, buildkit);
  const dockerfile = parseDockerfile(text.replaceAll(/package-\d*7 /g, 'another '));
  const times = Array.from({ length: 15 }, () => {
    const start = performance.now();
    mapSteps(dockerfile, image, { provenance: null });
    return performance.now() - start;
  });
  const [fastest = 0] = times.toSorted((left, right) => left - right);
  console.log(
    `mapping ${text.split('\n').length} lines against ${image.layers.length} layers: ${fastest.toFixed(1)} ms`,
  );
  expect(fastest).toBeLessThan(MOST_MILLISECONDS);
});

const settings = Array.from({ length: 45 }, (_, at) => `ENV NAME_${at}=value`);
