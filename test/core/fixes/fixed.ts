import { parseDockerfile } from '../../../src/core/dockerfile/parseDockerfile.ts';
import type { Dockerfile } from '../../../src/core/dockerfile/types.ts';
import type { Finding, FindingPlace } from '../../../src/core/findings/finding.ts';
import { applyEdits } from '../../../src/core/fixes/applyEdits.ts';
import type { Fix, FixContext, FixInput } from '../../../src/core/fixes/fix.ts';
import { fixesFor } from '../../../src/core/fixes/fixesFor.ts';
import type { Mapping } from '../../../src/core/mapping/types.ts';

const MAKERS = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR']);

/** A finding at lines of a Dockerfile, from 1. */
export interface FoundAt extends Partial<Pick<Finding, 'rule' | 'kind' | 'bytes' | 'files' | 'doubt'>> {
  readonly written: number;
  readonly hidden?: number;
  readonly paths?: readonly string[];
  readonly places?: readonly string[];
}

/** A Dockerfile whose lines made one layer each, as far as they make any. */
export function inputOf(text: string, found: readonly FoundAt[], context: FixContext = {}): FixInput {
  const dockerfile = parseDockerfile(text);
  const mapping = mappingOf(dockerfile);
  return {
    dockerfile,
    mapping,
    findings: found.map((at) => findingAt(dockerfile, mapping, at)),
    savedByJoining: (first, last) => (last - first) * 1000,
    context: { os: 'linux', buildKit: true, ...context },
  };
}

/** Each as its title and the Dockerfile that it leaves. */
export function fixed(text: string, found: FoundAt | readonly FoundAt[], context?: FixContext): [string, string][] {
  const findings = 'written' in found ? [found] : found;
  return answers(inputOf(text, findings, context)).map((fix) => [fix.title, applyEdits(text, fix.edits)]);
}

/** Those that answer a finding. */
export function answers(input: FixInput): Fix[] {
  return fixesFor(input).filter(({ finding }) => finding !== null);
}

/** A RUN wrote files that a later line removes. */
export const deleted = (written: number, hidden: number, ...paths: string[]): FoundAt => ({
  rule: 'deleted-in-later-layer',
  written,
  hidden,
  paths,
});

function mappingOf({ steps, stages }: Dockerfile): Mapping {
  let layers = 0;
  const made = steps.map(({ instruction }) => (MAKERS.has(instruction) ? [layers++] : []));
  return {
    target: stages.length - 1,
    steps: steps.map(({ index }) => ({
      step: index,
      layers: made[index],
      confidence: 'exact',
      evidence: 'provenance',
      stale: false,
      because: '',
    })),
    stepOfLayer: made.flatMap((own, index) => own.map(() => index)),
    baseLayers: 0,
    warnings: [],
  };
}

function findingAt(dockerfile: Dockerfile, { steps }: Mapping, at: FoundAt): Finding {
  const { written, hidden, paths = [], places = [], bytes = 100_000, files = paths.length, ...rest } = at;
  const place = (line: number): FindingPlace => {
    const step = dockerfile.steps.findIndex(({ startLine, endLine }) => startLine <= line && line <= endLine);
    const { startLine, endLine } = dockerfile.steps[step];
    return { layer: steps[step].layers[0] ?? -1, step, startLine, endLine };
  };
  const seen = (path: string) => ({ path, bytes });
  return {
    ...{ rule: '', kind: '', severity: 'warning', message: '', advice: '', share: 1, doubt: null },
    ...rest,
    ...{ files, bytes, paths: paths.map(seen), places: places.map(seen) },
    written: place(written),
    hidden: hidden === undefined ? null : place(hidden),
  };
}
