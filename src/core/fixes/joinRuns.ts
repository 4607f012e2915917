import type { Step } from '../dockerfile/types.ts';
import type { Finding } from '../findings/finding.ts';
import { findingSteps } from './findingSteps.ts';
import type { Fix, FixInput } from './fix.ts';
import { joinText } from './joinText.ts';
import { isRemoval } from './removals.ts';
import { type Run, readRun } from './run.ts';
import { savedText } from './savedText.ts';
import { sureLayer } from './sureStep.ts';

/** Joins the RUN that wrote files with the RUN that removed or covered them, and with those between. */
export function joinRuns(input: FixInput, finding: Finding): Fix | null {
  const { dockerfile, mapping, savedByJoining } = input;
  const steps = findingSteps(input, finding);
  if (steps === null) return null;
  const runs = runsFrom(input, steps.writer.index, steps.hider.index);
  const first = sureLayer(mapping, steps.writer.index);
  const last = sureLayer(mapping, steps.hider.index);
  const edits = runs && joinText(dockerfile, runs);
  if (runs === null || edits === null || first === null || last === null || first >= last) return null;
  const savedBytes = savedByJoining(first, last);
  if (savedBytes === null || savedBytes <= 0) return null;
  const onlyRemoves = runs.length === 2 && isRemoval(runs[1]);
  return {
    name: onlyRemoves ? 'remove-earlier' : 'join-runs',
    title: `${onlyRemoves ? removeTitle(runs[0].step) : joinTitle(runs)} (${savedText(savedBytes)})`,
    rule: finding.rule,
    finding,
    step: runs[0].step.index,
    savedBytes,
    edits,
    files: [],
  };
}

export function removeTitle({ startLine }: Step): string {
  return `Remove them in line ${startLine} already`;
}

function joinTitle(runs: readonly Run[]): string {
  const [first, last] = [runs[0], runs[runs.length - 1]].map(({ step }) => step.startLine);
  return runs.length === 2
    ? `Join lines ${first} and ${last} into one RUN`
    : `Join the RUNs from line ${first} to line ${last} into one`;
}

/** All from one step to another; null where any of them is something else, or of another stage. */
function runsFrom({ dockerfile, mapping }: FixInput, first: number, last: number): Run[] | null {
  const { steps } = dockerfile;
  const runs: Run[] = [];
  for (const step of steps.slice(first, last + 1)) {
    const run = step.stage === steps[first].stage ? readRun(dockerfile, step) : null;
    if (run === null || mapping.steps[step.index].stale) return null;
    runs.push(run);
  }
  return runs;
}
