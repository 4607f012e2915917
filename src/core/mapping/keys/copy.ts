import type { RecordedInstruction, SourceKind } from '../history/recorded.ts';
import { type Expand, expansions, type Key, type Scope, type Subject, squeeze } from './key.ts';

/** The ways in which builders write this COPY or ADD down. */
export function copyKeys(copy: Subject, original: string, scope: Scope): readonly Key[] {
  const expanded = expansions(copy.original, scope);
  return [
    ...expanded.flatMap((expand) => [...buildkitKeys(copy, expand), ...checksummedKeys(copy, expand)]),
    kanikoKey(copy, original),
  ];
}

function kanikoKey(copy: Subject, original: string): Key {
  return { text: `${copy.instruction} ${original}`, grade: copy.heredocs.length > 0 ? 'recorded' : 'full' };
}

/** BuildKit expands all, keeps `--chown` and `--chmod` (of Docker 20 neither), and puts heredocs after the paths. */
function buildkitKeys(copy: Subject, expand: Expand): readonly Key[] {
  const sources = copy.args.slice(0, -1);
  const paths = sources.filter((word) => !isHeredoc(word)).map(expand);
  const inline = copy.heredocs.map(({ name }) => `<<${name}`);
  const words = [...paths, ...inline, expand(copy.args.at(-1) ?? '')].join(' ');
  const flags = ['chown', 'chmod'].flatMap((name) => flagText(copy, name, expand));
  const grade = inline.length > 0 ? 'recorded' : 'full';
  const whole: Key = { text: [copy.instruction, ...flags, words].join(' '), grade };
  return flags.length === 0 ? [whole] : [whole, { text: `${copy.instruction} ${words}`, grade: 'loose' }];
}

function isHeredoc(word: string): boolean {
  return /^\d*<<-?[^<]/.test(word);
}

function flagText({ flags }: Subject, name: string, expand: Expand): readonly string[] {
  const flag = flags.find((candidate) => candidate.name === name);
  return flag === undefined ? [] : [`--${name}=${expand(flag.value)}`];
}

/** The classic builder and buildah write checksums for sources; only the classic one writes `--chown`. */
function checksummedKeys(copy: Subject, expand: Expand): readonly Key[] {
  const written = copy.args.at(-1) ?? '';
  const target = expand(written);
  const chown = flagText(copy, 'chown', expand).join('');
  const kinds = copy.heredocs.length > 0 ? allKinds : sourceKinds(copy.args.slice(0, -1).map(expand));
  return kinds
    .flatMap((kind) => [
      checksummedKey(copy.instruction, 'docker', kind, `${chown} ${target}`),
      checksummedKey(copy.instruction, 'buildah', kind, target),
      ...(written === target ? [] : [checksummedKey(copy.instruction, 'buildah', kind, written)]),
    ])
    .map((text) => ({ text, grade: 'recorded' }));
}

const allKinds: readonly SourceKind[] = ['file', 'dir', 'multi'];

/** What one source can be is not told by its name, unless that ends as only a directory's can. */
function sourceKinds(sources: readonly string[]): readonly SourceKind[] {
  const [source = ''] = sources;
  if (sources.length > 1) return ['multi'];
  if (/[*?[]/.test(source)) return allKinds;
  return /(?:^|\/)\.{0,2}$/.test(source) ? ['dir'] : ['file', 'dir'];
}

function checksummedKey(instruction: string, builder: string, kind: SourceKind, rest: string): string {
  return `${instruction}# ${builder} ${kind} ${rest.trim()}`;
}

/** The COPY or ADD of a history entry. */
export function copyEntryKeys({ instruction, text, source, builder }: RecordedInstruction): readonly string[] {
  if (source !== null) return [checksummedKey(instruction, builder === 'buildah' ? 'buildah' : 'docker', source, text)];
  const [leading = ''] = /^(?:--\S+\s+)*/.exec(text) ?? [];
  const flags = ['chown', 'chmod'].flatMap((name) => new RegExp(`--${name}=\\S*`).exec(leading)?.[0] ?? []);
  const expanded = [instruction, ...flags, text.slice(leading.length).trim()].join(' ');
  const original = `${instruction} ${squeeze(text)}`;
  return expanded === original ? [expanded] : [expanded, original];
}
