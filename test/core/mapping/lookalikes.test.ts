import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../src/core/dockerfile/parseDockerfile.ts';
import { mapSteps } from '../../../src/core/mapping/mapSteps.ts';
import { mutate, seeded } from './mutate.ts';
import { build, buildkit, classic, kaniko, type Writer } from './record.ts';

/** Instructions that the Dockerfile below has, too, with and without an end that shows. */
const base = `FROM debian
ADD rootfs.tar.xz /
CMD ["bash"]
ENV PATH=/usr/local/bin:/usr/bin
RUN apt-get update
WORKDIR /app
USER root
COPY docker-entrypoint.sh /usr/local/bin/
`;

/** Much in it stands twice, or leaves the same record as something else. */
const text = `FROM base
RUN apt-get update
RUN apt-get install -y curl
USER root
WORKDIR /app
COPY one.sh /usr/local/bin/
COPY two.sh /usr/local/bin/
RUN true
RUN true
USER app
WORKDIR /app
COPY --from=a /out/x /out/
COPY --from=b /out/x /out/
RUN npm ci
COPY . .
RUN npm run build
USER root
RUN apt-get update
RUN rm -rf /tmp/x && rm -rf /tmp/y
USER app
ENTRYPOINT ["node"]
CMD ["server.js"]
`;

const EDITS = 40;

describe.each([
  { name: 'BuildKit', writer: buildkit },
  { name: 'Docker classic', writer: classic },
  { name: 'kaniko', writer: kaniko },
])('lines that look alike, by $name', ({ writer }) => {
  test.each([
    { name: 'a base that ends with CMD', below: `${base}CMD ["python3"]\n` },
    { name: 'a base without an end', below: base },
  ])('on $name', ({ below }) => {
    expect(edited(writer, '', below, 0).kept).toBe(1);
    const { kept, wrongButSure } = edited(writer, text, below, EDITS);
    expect(kept).toBeGreaterThanOrEqual(0.97);
    expect(wrongButSure).toEqual([]);
  });
});

/** Without edits: the Dockerfile as it was built. */
function edited(writer: Writer, dockerfile: string, below: string, edits: number) {
  const original = parseDockerfile(dockerfile || text);
  const { image, stepOfLayer } = build(original.text, writer, below);
  const random = seeded(7);
  const untouched = {
    dockerfile: original,
    origin: original.steps.map(({ index }) => index),
    touched: original.steps.map(() => false),
  };
  const mutants = edits === 0 ? [untouched] : Array.from({ length: edits }, () => mutate(original, random));
  const wrongButSure: string[] = [];
  let layers = 0;
  let kept = 0;
  for (const mutant of mutants) {
    const mapping = mapSteps(mutant.dockerfile, image);
    for (const [layer, truth] of stepOfLayer.map((step) => step ?? 0).entries()) {
      const owner = mutant.origin.findIndex((origin, step) => origin === truth && !mutant.touched[step]);
      const step = mapping.stepOfLayer[layer] ?? null;
      if (owner >= 0) layers++;
      if (owner >= 0 && step === owner) kept++;
      const was = original.steps[mutant.origin[step ?? -1] ?? -1]?.original;
      const now = original.steps[truth]?.original;
      if (mapping.steps[step ?? -1]?.confidence === 'high' && was !== now) wrongButSure.push(`${now} -> ${was}`);
    }
  }
  return { kept: kept / layers, wrongButSure };
}
