import type { HistoryEntry } from '../../image/types.ts';
import type { Recorded } from './recorded.ts';

interface Mark {
  readonly maker: string;
  readonly test: RegExp;
}

/** BuildKit fills up a history that has fewer entries than there are layers. */
const unnamed = 'BuildKit, without its instruction';

/** Looked for in `author`, `created_by` and `comment`, in this order. */
const marks: readonly Mark[] = [
  { maker: 'docker import', test: /^Imported from / },
  { maker: 'debuerreotype', test: /^debuerreotype|^# debian\.sh / },
  { maker: 'Bazel', test: /^bazel\b/i },
  { maker: 'ko', test: /^ko (?:build|publish)|ko-build\/ko|google\/ko/ },
  { maker: 'Jib', test: /^jib\b/i },
  { maker: 'Cloud Native Buildpacks', test: /buildpack/i },
  { maker: 'Nix', test: /^store paths: |^nix\b/i },
  { maker: 'apko', test: /^apko|apko single-layer/ },
  { maker: 'crane', test: /^crane\b/ },
  { maker: 'umoci', test: /^umoci\b/ },
  { maker: unnamed, test: /^buildkit\.exporter/ },
];

const squash = /^(?:merge sha256:[0-9a-f]+ to|create new from) sha256:[0-9a-f]+/;

/** `docker build --squash` adds one last entry for the layer that it made of the others. */
export function readSquash({ comment }: HistoryEntry): Recorded | null {
  return squash.test(comment) ? { kind: 'squash' } : null;
}

/** What is left when no builder of Dockerfiles wrote the entry: other tools, `docker commit`, nothing at all. */
export function readForeign({ author = '', createdBy, comment }: HistoryEntry): Recorded {
  const words = [author, createdBy, comment];
  const mark = marks.find(({ test }) => words.some((word) => test.test(word)));
  return {
    kind: 'foreign',
    maker: mark?.maker ?? (createdBy === '' ? 'an unnamed tool' : 'docker commit or another tool'),
  };
}

/** An entry that was made up, so that those before it may stand beside the wrong layer. */
export function isShaky({ layer, recorded }: { readonly layer: number | null; readonly recorded: Recorded }): boolean {
  return layer !== null && recorded.kind === 'foreign' && recorded.maker === unnamed;
}
