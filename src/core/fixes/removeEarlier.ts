import { copyDestination } from '../annotations/copyPaths.ts';
import { joinPath } from '../annotations/paths.ts';
import { workingDirectory } from '../annotations/workingDirectory.ts';
import type { Step } from '../dockerfile/types.ts';
import type { Finding } from '../findings/finding.ts';
import { canFollow } from './canFollow.ts';
import { CHANGES_NO_FILE } from './changesNoFile.ts';
import { deleteStep } from './deleteStep.ts';
import { findingSteps } from './findingSteps.ts';
import type { Fix, FixInput, TextEdit } from './fix.ts';
import { removeTitle } from './joinRuns.ts';
import { andOnNewLine, layoutOf } from './layout.ts';
import { areApart, fixedPart, isMatched } from './pathsApart.ts';
import { leadingRemovals, type Removal } from './removals.ts';
import { type Run, readRun } from './run.ts';
import { sameMounts } from './runFlags.ts';
import { savedText } from './savedText.ts';
import { sureLayer } from './sureStep.ts';

/**
 * Moves the `rm` at the start of a later RUN to the end of the RUN that wrote the files, where nothing between them can
 * tell. Where the two follow each other and the later does nothing else, `joinRuns` does it.
 */
export function removeEarlier(input: FixInput, finding: Finding): Fix | null {
  const { dockerfile, mapping } = input;
  const steps = finding.rule === 'deleted-in-later-layer' ? findingSteps(input, finding) : null;
  const writer = readRun(dockerfile, steps?.writer);
  const remover = readRun(dockerfile, steps?.hider);
  if (writer === null || remover === null) return null;
  if (sureLayer(mapping, writer.step.index) === null || sureLayer(mapping, remover.step.index) === null) return null;
  const removals = leadingRemovals(remover);
  if (removals.length === 0 || !takesAll(input, remover, removals, finding)) return null;
  if (!canFollow(writer) || movesAbout(writer) || !sameMounts(writer.step, remover.step)) return null;
  const between = dockerfile.steps.slice(writer.step.index + 1, remover.step.index);
  if (!between.every((step) => isIndifferent(input, step, remover, removals))) return null;
  return {
    name: 'remove-earlier',
    title: `${removeTitle(writer.step)} (${savedText(finding.bytes)})`,
    rule: finding.rule,
    finding,
    step: writer.step.index,
    savedBytes: finding.bytes,
    edits: [appended(input, writer, removals), takenAway(input, remover, removals)],
    files: [],
  };
}

/** All files of the finding are gone because of these, not of what follows them. */
function takesAll(
  { dockerfile, context }: FixInput,
  remover: Run,
  removals: readonly Removal[],
  finding: Finding,
): boolean {
  if (removals.length === remover.shell.statements[0].parts.length) return true;
  const directory = workingDirectory(dockerfile, remover.step, context?.config ?? null);
  const removed = removals.flatMap(({ paths }) => paths.map((path) => joinPath(directory, path)));
  return (
    finding.files <= finding.paths.length &&
    finding.paths.every(({ path }) => removed.some((one) => one !== null && isMatched(path, one)))
  );
}

/** Its end is in another directory than its start, or other programs may be meant there. */
function movesAbout({ shell }: Run): boolean {
  return shell.commands.some(
    ({ words, assigns, inSubshell }) =>
      !inSubshell &&
      (words.length === 0 ? assigns : /^(?:cd|pushd|popd|export|umask|shopt)$/.test(words[0].value ?? 'cd')),
  );
}

const SILENT = new Set(CHANGES_NO_FILE);

/** A step does not read the files, nor write any that would then be removed. */
function isIndifferent(
  { dockerfile, context }: FixInput,
  step: Step,
  remover: Run,
  removals: readonly Removal[],
): boolean {
  if (SILENT.has(step.instruction)) return true;
  if (step.instruction !== 'COPY' && step.instruction !== 'ADD') return false;
  const config = context?.config ?? null;
  const destination = copyDestination(dockerfile, step, config)?.path ?? null;
  const directory = workingDirectory(dockerfile, remover.step, config);
  return removals.every(({ paths }) =>
    paths.every((path) => {
      const removed = path.startsWith('/')
        ? fixedPart(path)
        : directory === null
          ? null
          : joinPath(directory, fixedPart(path));
      return destination !== null && removed !== null && removed !== '' && areApart(removed, destination);
    }),
  );
}

function appended({ dockerfile }: FixInput, writer: Run, removals: readonly Removal[]): TextEdit {
  const layout = layoutOf(dockerfile, [writer]);
  const and = writer.command.isContinued ? andOnNewLine(layout) : ' && ';
  const { endOffset } = writer.command;
  const newText = removals.map(({ command }) => `${and}${command.words.map(({ text }) => text).join(' ')}`).join('');
  return { startOffset: endOffset, endOffset, newText };
}

function takenAway({ dockerfile }: FixInput, { step, command, shell }: Run, removals: readonly Removal[]): TextEdit {
  const next = shell.statements[0].parts.at(removals.length);
  if (next === undefined) return deleteStep(dockerfile.text, step);
  return { startOffset: command.startOffset, endOffset: command.offsetAt(next.start), newText: '' };
}
