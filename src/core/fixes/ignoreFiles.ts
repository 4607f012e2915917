import { certainText } from '../annotations/certainText.ts';
import { copyDestination } from '../annotations/copyPaths.ts';
import type { Dockerfile, Step } from '../dockerfile/types.ts';
import type { Finding } from '../findings/finding.ts';
import { SEEN_PATHS } from '../findings/sighting.ts';
import type { Fix, FixInput } from './fix.ts';
import { isWithin } from './pathsApart.ts';
import { isRemoval } from './removals.ts';
import { readRun } from './run.ts';
import { savedText } from './savedText.ts';
import { sureLayer } from './sureStep.ts';

/** Whose files nobody wants in an image. */
const RULES = new Set(['version-control-files', 'editor-files', 'secrets-in-layer', 'leftover-files']);

/** Leaves files out of the build context that COPY brought and nobody wants, where no instruction asks for them. */
export function ignoreFiles(input: FixInput, finding: Finding): Fix | null {
  const { dockerfile, mapping } = input;
  const step = finding.written.step === null ? null : dockerfile.steps[finding.written.step];
  if (step === null || !RULES.has(finding.rule) || sureLayer(mapping, step.index) === null) return null;
  const found = wanted(finding);
  const lines =
    found &&
    contextPaths(
      input,
      step,
      found.map(({ path }) => path),
    );
  if (found === null || lines === null || lines.some((line) => isAskedFor(input, step, line))) return null;
  const savedBytes = found.reduce((sum, { bytes }) => sum + bytes, 0) + savedElsewhere(input, finding, lines);
  const shown = lines.length === 1 ? lines[0] : `${lines[0]} and ${lines.length - 1} more`;
  return {
    name: 'ignore-files',
    title: `Add ${shown} to .dockerignore (${savedText(savedBytes)})`,
    rule: finding.rule,
    finding,
    step: step.index,
    savedBytes,
    edits: [],
    files: [{ name: '.dockerignore', lines }],
  };
}

/** Folders where the rule knows them, else the files; null where there are more than were told of. */
function wanted({ places, paths, files }: Finding): Finding['paths'] | null {
  if (places.length > 0) return places.length < SEEN_PATHS ? places : null;
  return files <= paths.length ? paths : null;
}

/** What other lines brought of the same. */
function savedElsewhere(input: FixInput, finding: Finding, lines: readonly string[]): number {
  const { dockerfile, findings } = input;
  const others = findings.filter(({ rule, kind, written }) => {
    return rule === finding.rule && kind === finding.kind && written.step !== finding.written.step;
  });
  return others.reduce((sum, other) => {
    const found = wanted(other) ?? [];
    const step = other.written.step === null ? undefined : dockerfile.steps[other.written.step];
    const same = found.filter(
      ({ path }) => step && contextPaths(input, step, [path])?.every((line) => lines.includes(line)),
    );
    return sum + same.reduce((bytes, one) => bytes + one.bytes, 0);
  }, 0);
}

const SPECIAL = /[*?[\]\\!#\s]|^$/;

/** Where they were in the build context, when one folder of it was copied; null where that is not certain. */
function contextPaths({ dockerfile, context }: FixInput, step: Step, paths: readonly string[]): string[] | null {
  if (!isContextCopy(step) || step.args.length !== 2) return null;
  const config = context?.config ?? null;
  const source = certainText(dockerfile, step.index, step.args[0], config);
  const destination = copyDestination(dockerfile, step, config);
  if (source === null || destination === null) return null;
  const from = normal(source);
  const lines: string[] = [];
  for (const path of paths) {
    const inside = isWithin(path, destination.path) ? path.slice(destination.path.length).replace(/^\//, '') : '';
    const line = from === '' ? inside : `${from}/${inside}`;
    if (inside === '' || SPECIAL.test(line) || line.split('/').includes('..')) return null;
    lines.push(line);
  }
  return lines;
}

function isContextCopy({ instruction, flags }: Step): boolean {
  return (instruction === 'COPY' || instruction === 'ADD') && flags.every(({ name }) => name !== 'from');
}

function normal(source: string): string {
  return source
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

/** Some instruction names it, or what is in it; or works with a version control's folder. */
function isAskedFor({ dockerfile }: FixInput, copy: Step, line: string): boolean {
  const name = line.split('/').at(-1) ?? line;
  const words = new Set([name, name.replace(/^\.(?=git$|hg$|svn$|bzr$)/, '')]);
  return dockerfile.steps.some((step) => {
    if (step === copy) return false;
    if (isContextCopy(step) && step.args.slice(0, -1).some((source) => isWithin(normal(source), line))) return true;
    if (step.instruction !== 'RUN' || onlyRemoves(dockerfile, step)) return false;
    const text = dockerfile.text.slice(step.startOffset, step.endOffset);
    return text.split(/[^\w.-]+/).some((word) => words.has(word));
  });
}

/** Without asking whether there is anything. */
function onlyRemoves(dockerfile: Dockerfile, step: Step): boolean {
  const run = readRun(dockerfile, step);
  return (
    run !== null &&
    isRemoval(run) &&
    run.shell.commands.every(({ words }) => words.some(({ value }) => /^-[rRv]*f|^--force$/.test(value ?? '')))
  );
}
