import { type CopyDestination, copyDestination } from '../annotations/copyPaths.ts';
import { baseName, joinPath } from '../annotations/paths.ts';
import { workingDirectory } from '../annotations/workingDirectory.ts';
import type { PathUse } from '../browse/pathUse.ts';
import type { Step } from '../dockerfile/types.ts';
import type { Finding } from '../findings/finding.ts';
import { CHANGES_NO_FILE } from './changesNoFile.ts';
import { deleteStep } from './deleteStep.ts';
import { findingSteps } from './findingSteps.ts';
import type { Fix, FixInput, TextEdit } from './fix.ts';
import { type OwnerChange, ownerChange } from './ownerChange.ts';
import { isWithin } from './pathsApart.ts';
import { type Run, readRun } from './run.ts';
import { savedText } from './savedText.ts';
import { sureLayer } from './sureStep.ts';

/** A COPY, and where its files are. */
interface Copied {
  readonly step: Step;
  readonly layer: number;
  readonly destination: CopyDestination;
}

interface Change extends OwnerChange {
  readonly run: Run;
  readonly layer: number;
  /** From the root, without slashes around it. */
  readonly at: string;
  readonly use: PathUse;
}

/**
 * Gives files their owner or mode as COPY brings them, in place of a later `chown` or `chmod`, which ships them again. All
 * that the later one changes must come from such COPYs; the folder itself may be older, and is still changed, alone.
 */
export function copyWithOwner(input: FixInput, finding: Finding): Fix | null {
  const steps = finding.rule === 'metadata-only-copy' ? findingSteps(input, finding) : null;
  const change = steps && changeIn(input, steps.hider);
  if (steps === null || change === null || change.use.isOdd) return null;
  const copies = change.recursion === null || isFile(change) ? oneFile(input, change) : folder(input, change);
  const brings = copies?.some(({ step }) => step === steps.writer) === true;
  if (copies === null || !brings || !isUndisturbed(input, copies, change)) return null;
  const value = change.what === 'chown' ? ownerFlag(input, change, copies) : modeFlag(input, change, copies);
  if (value === null) return null;
  const savedBytes = savedBy(input, copies, change);
  if (savedBytes <= 0) return null;
  const flag = `--${change.what}=${value}`;
  const lines = copies.map(({ step }) => step.startLine);
  const where = lines.length === 1 ? `line ${lines[0]}` : `lines ${lines.slice(0, -1).join(', ')} and ${lines.at(-1)}`;
  return {
    name: change.what === 'chown' ? 'copy-with-owner' : 'copy-with-mode',
    title: `Use ${flag} in ${where} (${savedText(savedBytes)})`,
    rule: finding.rule,
    finding,
    step: copies[0].step.index,
    savedBytes,
    edits: [...copies.flatMap(({ step }) => flagging(step, flag)), withoutChange(input, change)],
    files: [],
  };
}

function changeIn({ dockerfile, mapping, context }: FixInput, hider: Step): Change | null {
  const run = readRun(dockerfile, hider);
  const layer = sureLayer(mapping, hider.index);
  const found = run && ownerChange(run);
  if (run === null || found === null || layer === null || run.step.flags.length > 0) return null;
  const at = joinPath(workingDirectory(dockerfile, hider, context?.config ?? null), found.path);
  const use = at === null || at === '' ? null : (context?.pathUse?.(at) ?? null);
  return at === null || use === null ? null : { ...found, run, layer, at, use };
}

function isFile(change: Change): boolean {
  return standing(change)?.type === 'file';
}

/** What stood at the path before its owner changed. */
function standing({ use, layer }: Change): PathUse['at'][number] | undefined {
  return use.at.findLast((version) => version.layer < layer);
}

/** The COPY of this file and no other. */
function oneFile(input: FixInput, change: Change): Copied[] | null {
  const layer = isFile(change) ? standing(change)?.layer : undefined;
  const copied = layer === undefined ? null : copyOf(input, layer);
  const [source = ''] = copied?.step.args ?? [];
  if (copied?.step.args.length !== 2 || /[*?[$]/.test(source)) return null;
  const { path, isDirectory } = copied.destination;
  const file = isDirectory ? joinPath(path, baseName(source) ?? '') : path;
  const parent = change.at.split('/').slice(0, -1).join('/');
  if (file !== change.at) return null;
  // Folders that COPY makes on its way get the owner, too.
  return change.what === 'chmod' || isOlder(input, parent, copied.layer) ? [copied] : null;
}

/** The COPYs that brought all that is in a folder; their destinations lie in it. */
function folder(input: FixInput, { at, use, layer, what }: Change): Copied[] | null {
  const copies: Copied[] = [];
  for (const below of use.below.filter((each) => each < layer)) {
    const copied = copyOf(input, below);
    const path = copied?.destination.path ?? '';
    // Folders that COPY makes on its way get the owner, not the mode.
    if (copied === null || !(what === 'chown' ? isWithin(path, at) : path === at)) return null;
    copies.push(copied);
  }
  const parent = at.split('/').slice(0, -1).join('/');
  return copies.length > 0 && isOlder(input, parent, copies[0].layer) ? copies : null;
}

/** It was there before a layer, so that no COPY made it. */
function isOlder({ context }: FixInput, path: string, layer: number): boolean {
  if (path === '') return true;
  const before = context?.pathUse?.(path)?.at.findLast((version) => version.layer < layer);
  return before?.type === 'dir';
}

function copyOf({ dockerfile, mapping, context }: FixInput, layer: number): Copied | null {
  const index = mapping.stepOfLayer[layer] ?? -1;
  const step = dockerfile.steps.at(index);
  if (index < 0 || step?.instruction !== 'COPY' || sureLayer(mapping, index) !== layer) return null;
  const destination = copyDestination(dockerfile, step, context?.config ?? null);
  return destination && { step, layer, destination };
}

/** They change no file that COPY brought. */
const SILENT = new Set([...CHANGES_NO_FILE, 'COPY', 'WORKDIR']);

/** Nothing between the COPYs and the change can tell whose the files are. */
function isUndisturbed({ dockerfile }: FixInput, copies: readonly Copied[], { run, what }: Change): boolean {
  const first = copies[0].step.index;
  const between = dockerfile.steps.slice(first, run.step.index);
  return (
    between.every(({ instruction, stage }) => SILENT.has(instruction) && stage === run.step.stage) &&
    copies.every(({ step }) => step.flags.every(({ name }) => name !== what && name !== 'link'))
  );
}

/** Null where COPY would take another owner for it. */
function ownerFlag({ context }: FixInput, { to, layer }: Change, copies: readonly Copied[]): string | null {
  const [, user = '', colon, group = ''] = /^([\w-]*)(:?)([\w-]*)$/.exec(to) ?? [];
  const isFromContext = copies.every(({ step }) => step.flags.every(({ name }) => name !== 'from'));
  const needsBoth = user === '' || group === '';
  // Alone, `chown user` leaves the group, and `chown user:` takes the user's.
  if ((user === '' && group === '') || (colon === ':' && group === '') || (needsBoth && !isFromContext)) return null;
  const names = [user, group].filter((name) => name !== '' && !/^\d+$/.test(name));
  const since = copies[0].layer;
  const isKnown = (file: string): boolean => {
    const use = context?.pathUse?.(file);
    return use?.at.every((version) => version.layer < since || version.layer > layer) === true;
  };
  if (names.length > 0 && !(isKnown('etc/passwd') && isKnown('etc/group'))) return null;
  return `${user === '' ? '0' : user}:${group === '' ? '0' : group}`;
}

/** What the mode of a single file came to is in the image, however it was written. */
function modeFlag({ context }: FixInput, change: Change, copies: readonly Copied[]): string | null {
  if (context?.buildKit !== true) return null;
  if (change.recursion === null || isFile(change)) {
    const mode = change.use.at.find((version) => version.layer === change.layer)?.mode;
    return mode === undefined || copies.length !== 1 ? null : mode.toString(8).padStart(3, '0');
  }
  return /^0?[0-7]{3}$/.test(change.to) ? change.to : null;
}

function savedBy({ findings }: FixInput, copies: readonly Copied[], { layer }: Change): number {
  return findings
    .filter(({ rule, written, hidden }) => {
      return (
        rule === 'metadata-only-copy' && hidden?.layer === layer && copies.some((copy) => copy.layer === written.layer)
      );
    })
    .reduce((sum, { bytes }) => sum + bytes, 0);
}

function flagging({ keywordRange }: Step, flag: string): TextEdit[] {
  if (keywordRange === undefined) return [];
  const { endOffset } = keywordRange;
  return [{ startOffset: endOffset, endOffset, newText: ` ${flag}` }];
}

/** A folder keeps its change; a file has it already. */
function withoutChange({ dockerfile }: FixInput, change: Change): TextEdit {
  const { run, recursion } = change;
  if (recursion === null || isFile(change)) return deleteStep(dockerfile.text, run.step);
  const { word, without, next } = recursion;
  const { command } = run;
  return { startOffset: command.offsetAt(word.start), endOffset: command.offsetAt(next.start), newText: without };
}
