import type { Finding } from '../findings/finding.ts';
import { SEEN_PATHS } from '../findings/sighting.ts';
import { canFollow } from './canFollow.ts';
import type { Fix, FixInput, TextEdit } from './fix.ts';
import { invocationsIn, pipArguments, verbOf } from './invocations.ts';
import { andOnNewLine, layoutOf } from './layout.ts';
import { isNeededLater } from './neededLater.ts';
import { type PackageManager, packageManagers } from './packageManagers.ts';
import { type Run, readRun } from './run.ts';
import { savedText } from './savedText.ts';
import { sureLayer } from './sureStep.ts';

/** A RUN that left a package manager's cache behind, and the manager. */
export interface CacheLeft {
  readonly run: Run;
  readonly manager: PackageManager;
  readonly places: readonly string[];
}

/** Null where the RUN does not run the manager itself, or the cache is needed later. */
export function cacheLeft({ dockerfile, mapping }: FixInput, finding: Finding): CacheLeft | null {
  const { rule, kind, written, places } = finding;
  if (rule !== 'package-manager-cache' || written.step === null || finding.hidden !== null) return null;
  const manager = packageManagers.find((each) => each.kind === kind);
  const run = readRun(dockerfile, dockerfile.steps[written.step]);
  if (manager === undefined || run === null || sureLayer(mapping, written.step) === null) return null;
  // There may be more places than were told of.
  if (places.length === 0 || places.length >= SEEN_PATHS) return null;
  if (!invocationsIn(run.shell).some(({ program }) => manager.programs.test(program))) return null;
  return isNeededLater(dockerfile, run.step, manager) ? null : { run, manager, places: places.map(({ path }) => path) };
}

/** Clears a package manager's cache in the RUN that filled it, or keeps the manager from filling it. */
export function cleanCache(input: FixInput, finding: Finding): Fix | null {
  const left = cacheLeft(input, finding);
  const edits = left && (left.manager.flag === undefined ? clearing(input, left) : flagging(left));
  if (left === null || edits === null) return null;
  const { manager, run } = left;
  const how = manager.flag === undefined ? `Clear ${manager.kind}’s cache` : `Use ${manager.flag.text}`;
  return {
    name: 'clean-cache',
    title: `${how} in line ${run.step.startLine} (${savedText(finding.bytes)})`,
    rule: finding.rule,
    finding,
    step: run.step.index,
    savedBytes: finding.bytes,
    edits,
    files: [],
  };
}

function clearing({ dockerfile }: FixInput, { run, manager, places }: CacheLeft): TextEdit[] | null {
  const used = invocationsIn(run.shell).filter(({ program }) => manager.programs.test(program));
  const last = used.at(-1);
  const command = last === undefined ? null : (manager.clear?.(places, last.program) ?? null);
  // What ran as another user is not ours to clear.
  if (command === null || !used.every(({ isDirect }) => isDirect) || !canFollow(run)) return null;
  if (run.command.text.includes(command)) return null;
  const { endOffset, isContinued } = run.command;
  const and = isContinued ? andOnNewLine(layoutOf(dockerfile, [run])) : ' && ';
  return [{ startOffset: endOffset, endOffset, newText: and + command }];
}

/** One edit for each command that fills the cache; null where one of them cannot be told to leave it. */
function flagging({ run: { shell, command }, manager }: CacheLeft): TextEdit[] | null {
  const { flag } = manager;
  if (flag === undefined) return null;
  const edits: TextEdit[] = [];
  for (const invocation of invocationsIn(shell)) {
    const words = manager.kind === 'pip' ? pipArguments(invocation) : invocation.arguments;
    if (words === null || !manager.programs.test(invocation.program)) continue;
    const verb = verbOf(words, flag.plainOptions);
    if (verb === null) return null;
    if (words.some(({ value }) => value === flag.text)) continue;
    if (!flag.verbs.includes(verb.value ?? '')) {
      if (manager.kind === 'apk' && verb.value !== 'del') return null;
      continue;
    }
    const offset = command.offsetAt(verb.end - 1) + 1;
    edits.push({ startOffset: offset, endOffset: offset, newText: ` ${flag.text}` });
  }
  return edits.length === 0 ? null : edits;
}
