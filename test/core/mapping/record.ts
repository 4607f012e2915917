/**
 * A builder of one's own for tests: writes the history that a builder would leave for a Dockerfile without variables.
 * Only the forms that the real images of the corpus show.
 */
import * as v from 'valibot';
import { parseDockerfile } from '../../../src/core/dockerfile/parseDockerfile.ts';
import type { Step } from '../../../src/core/dockerfile/types.ts';
import { alignHistory } from '../../../src/core/image/history.ts';
import { diffId, digest } from '../../../src/core/image/schema.ts';
import type { HistoryEntry, Image } from '../../../src/core/image/types.ts';

export type Writer = (step: Step) => HistoryEntry | null;

const makers = ['RUN', 'COPY', 'ADD'];

function restOf({ original }: Step): string {
  return original.replace(/^\s*\S+\s*/, '');
}

function quotedList(step: Step): string {
  const words = step.json ? step.args : ['/bin/sh', '-c', ...step.args];
  return `[${words.map((word) => JSON.stringify(word)).join(' ')}]`;
}

export const buildkit: Writer = (step) => {
  const { instruction, args, flags } = step;
  const entry = (text: string, emptyLayer: boolean): HistoryEntry => ({
    createdBy: `${instruction} ${text}${emptyLayer || instruction === 'WORKDIR' ? '' : ' # buildkit'}`,
    comment: 'buildkit.dockerfile.v0',
    emptyLayer,
  });
  if (instruction === 'RUN') return entry(step.json ? args.join(' ') : `/bin/sh -c ${args[0] ?? ''}`, false);
  if (instruction === 'COPY' || instruction === 'ADD') {
    const kept = flags
      .filter(({ name }) => name === 'chown' || name === 'chmod')
      .map(({ name, value }) => `--${name}=${value}`);
    return entry([...kept, ...args].join(' '), false);
  }
  if (instruction === 'CMD' || instruction === 'ENTRYPOINT') return entry(quotedList(step), true);
  return entry(restOf(step), instruction !== 'WORKDIR');
};

export const classic: Writer = (step) => {
  const { instruction, args } = step;
  const entry = (createdBy: string, emptyLayer: boolean): HistoryEntry => ({ createdBy, comment: '', emptyLayer });
  if (instruction === 'RUN') return entry(step.json ? args.join(' ') : `/bin/sh -c ${args[0] ?? ''}`, false);
  if (instruction === 'COPY' || instruction === 'ADD') {
    const kind = args.length > 2 ? 'multi' : args[0]?.endsWith('/') || args[0] === '.' ? 'dir' : 'file';
    return entry(`/bin/sh -c #(nop) ${instruction} ${kind}:${'ab'.repeat(32)} in ${args.at(-1) ?? ''} `, false);
  }
  if (instruction === 'WORKDIR') return entry(`/bin/sh -c #(nop) WORKDIR ${restOf(step)}`, false);
  const text = instruction === 'CMD' || instruction === 'ENTRYPOINT' ? quotedList(step) : restOf(step);
  return entry(`/bin/sh -c #(nop)  ${instruction} ${text}`, true);
};

export const kaniko: Writer = ({ instruction, original }) =>
  makers.includes(instruction) ? { createdBy: original, comment: '', author: 'kaniko', emptyLayer: false } : null;

export interface Built {
  readonly image: Image;
  /** For each layer the step of `text` that made it; null for those of the base. */
  readonly stepOfLayer: readonly (number | null)[];
}

/** @param base the Dockerfile of the base image, built by the same builder */
export function build(text: string, writer: Writer, base = ''): Built {
  const below = parseDockerfile(base).steps.flatMap((step) =>
    step.instruction === 'FROM' ? [] : (writer(step) ?? []),
  );
  const own = parseDockerfile(text).steps.flatMap((step) => {
    const entry = step.instruction === 'FROM' ? null : writer(step);
    return entry === null ? [] : [{ entry, step: step.index }];
  });
  const history = [...below, ...own.map(({ entry }) => entry)];
  const stepOfLayer = [
    ...below.filter(({ emptyLayer }) => !emptyLayer).map(() => null),
    ...own.filter(({ entry }) => !entry.emptyLayer).map(({ step }) => step),
  ];
  return { image: imageOf(history), stepOfLayer };
}

export function imageOf(history: readonly HistoryEntry[], layerCount?: number): Image {
  const count = layerCount ?? history.filter(({ emptyLayer }) => !emptyLayer).length;
  const { entryOfLayer } = alignHistory(history, count);
  return {
    reference: 'test',
    source: 'oci-archive',
    id: digestOf(0),
    manifestDigest: null,
    tags: [],
    platform: { os: 'linux', architecture: 'amd64' },
    config: { labels: {}, env: [], workingDir: '', user: '', onBuild: [] },
    history,
    layers: Array.from({ length: count }, (_, index) => ({
      index,
      diffId: v.parse(diffId, digestOf(index + 1)),
      digest: digestOf(index + 1001),
      mediaType: 'application/vnd.oci.image.layer.v1.tar',
      blobSize: 0,
      history: entryOfLayer[index] ?? null,
    })),
    annotations: {},
    attestations: [],
  };
}

export function digestOf(number: number) {
  return v.parse(digest, `sha256:${number.toString(16).padStart(64, '0')}`);
}
