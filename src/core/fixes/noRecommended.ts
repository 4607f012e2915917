import type { Fix, FixInput, TextEdit } from './fix.ts';
import { type Invocation, invocationsIn } from './invocations.ts';
import { readRun } from './run.ts';
import { sureLayer } from './sureStep.ts';

interface Dialect {
  readonly programs: readonly string[];
  readonly verbs: readonly string[];
  readonly flag: string;
  /** It is said already, one way or the other. */
  readonly said: RegExp;
}

const DIALECTS: readonly Dialect[] = [
  {
    programs: ['apt-get', 'apt'],
    verbs: ['install'],
    flag: '--no-install-recommends',
    said: /^--(?:no-)?install-(?:recommends|suggests)$|Install-Recommends/i,
  },
  { programs: ['dnf'], verbs: ['install'], flag: '--setopt=install_weak_deps=False', said: /install_weak_deps/ },
  { programs: ['microdnf'], verbs: ['install'], flag: '--setopt=install_weak_deps=0', said: /install_weak_deps/ },
  { programs: ['zypper'], verbs: ['install', 'in'], flag: '--no-recommends', said: /^--(?:no-)?recommends$/ },
];

/** Leaves out packages that are only recommended. What that saves, and whether one is missed, only a build can tell. */
export function noRecommended({ dockerfile, mapping }: FixInput): Fix[] {
  return dockerfile.steps.flatMap((step) => {
    const run = sureLayer(mapping, step.index) === null ? null : readRun(dockerfile, step);
    const found = run === null ? [] : invocationsIn(run.shell).flatMap((invocation) => placeFor(invocation) ?? []);
    if (run === null || found.length === 0) return [];
    const edits = found.map(({ end, flag }): TextEdit => {
      const offset = run.command.offsetAt(end - 1) + 1;
      return { startOffset: offset, endOffset: offset, newText: ` ${flag}` };
    });
    return {
      name: 'no-recommended-packages',
      title: `Add ${found[0].flag} in line ${step.startLine} (saving unknown until it is built)`,
      rule: 'no-recommended-packages',
      finding: null,
      step: step.index,
      savedBytes: null,
      edits,
      files: [],
    };
  });
}

function placeFor({ program, arguments: words }: Invocation): { readonly end: number; readonly flag: string } | null {
  const dialect = DIALECTS.find(({ programs }) => programs.includes(program));
  if (dialect === undefined || words.some(({ text }) => dialect.said.test(text))) return null;
  const verb = words.find(({ value }) => value !== null && !value.startsWith('-'));
  return verb !== undefined && dialect.verbs.includes(verb.value ?? '') ? { end: verb.end, flag: dialect.flag } : null;
}
