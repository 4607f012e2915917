import { showControls } from '../../core/words/showControls.ts';
import { type GateProblem, gateProblems } from './gateProblems.ts';
import type { GateReport } from './gateReport.ts';

const COMMANDS: Readonly<Record<GateProblem['level'], string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Workflow commands that GitHub shows beside the lines. It takes ten of each kind from a step, so what is worst stands first.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function gateGithub(report: GateReport): string {
  return gateProblems(report)
    .map((problem) => `${annotation(problem, report)}\n`)
    .join('');
}

function annotation({ level, rule, title, message, advice, written }: GateProblem, { artifact }: GateReport): string {
  const line = written?.startLine ?? null;
  const place: Record<string, string> =
    artifact === null
      ? {}
      : line === null
        ? { file: artifact }
        : { file: artifact, line: String(line), endLine: String(written?.endLine ?? line) };
  const properties = Object.entries({ ...place, title: `${title} (${rule})` });
  const text = advice === '' ? message : `${message}. ${advice}`;
  return `::${COMMANDS[level]} ${properties.map(([name, value]) => `${name}=${escapeProperty(value)}`).join(',')}::${escapeData(text)}`;
}

/** As GitHub's own toolkit does. Control characters are written out before, so that no name begins a line. */
function escapeData(text: string): string {
  return showControls(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
