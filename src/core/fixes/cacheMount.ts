import type { Finding } from '../findings/finding.ts';
import { cacheLeft } from './cleanCache.ts';
import type { Fix, FixInput, TextEdit } from './fix.ts';
import { layoutOf } from './layout.ts';
import type { Run } from './run.ts';
import { savedText } from './savedText.ts';

/** Of others than root a mount would not be: it belongs to root. */
const OF_ROOT = /^(?:root|var|usr|go|opt|etc)\/[\w./@+-]+$/;

/** Puts a package manager's cache into mounts, which stay out of the layer and last from build to build. */
export function cacheMount(input: FixInput, finding: Finding): Fix | null {
  if (input.context?.buildKit !== true) return null;
  const left = cacheLeft(input, finding);
  if (left === null) return null;
  const { run, manager, places } = left;
  const mounted = run.step.flags.some(({ name, value }) => name === 'mount' && !value.includes('type=secret'));
  const edit =
    mounted || !places.every((place) => OF_ROOT.test(place)) ? null : mounting(input, run, manager.kind, places);
  if (edit === null) return null;
  return {
    name: 'cache-mount',
    title: `Keep ${manager.kind}’s cache in a cache mount in line ${run.step.startLine} (${savedText(finding.bytes)})`,
    rule: finding.rule,
    finding,
    step: run.step.index,
    savedBytes: finding.bytes,
    edits: [edit],
    files: [],
  };
}

function mounting(
  { dockerfile }: FixInput,
  { step, command }: Run,
  kind: string,
  places: readonly string[],
): TextEdit | null {
  const keywordEnd = step.keywordRange?.endOffset;
  if (keywordEnd === undefined) return null;
  // Two builds at once would be in each other's way.
  const sharing = kind === 'apt' || kind === 'dnf' || kind === 'zypper' ? ',sharing=locked' : '';
  const mounts = places.map((place) => `--mount=type=cache,target=/${place}${sharing}`);
  const { lineBreak, escape } = layoutOf(dockerfile, []);
  const indent = ' '.repeat('RUN '.length);
  const first = step.flags.at(0)?.range?.startOffset ?? command.startOffset;
  const gap = dockerfile.text.slice(keywordEnd, first);
  const isPlain = /^[ \t]+$/.test(gap);
  const newLine = ` ${escape}${lineBreak}${indent}`;
  const newText = ` ${mounts.join(newLine)}`;
  return isPlain
    ? { startOffset: keywordEnd, endOffset: first, newText: newText + newLine }
    : { startOffset: keywordEnd, endOffset: keywordEnd, newText };
}
