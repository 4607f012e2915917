import type { Dockerfile } from '../dockerfile/types.ts';
import type { Run } from './run.ts';

/** How a Dockerfile breaks its lines. */
export interface Layout {
  /** `\n` or `\r\n`. */
  readonly lineBreak: string;
  readonly escape: string;
  /** Of continued lines. */
  readonly indent: string;
  /** `&&` stands at the start of a continued line, not at the end of the one before. */
  readonly operatorFirst: boolean;
}

/** That of the first of these RUNs that is continued, else of the first other one that is, else the usual one. */
export function layoutOf(dockerfile: Dockerfile, runs: readonly Run[]): Layout {
  const { text, escape } = dockerfile;
  const own = runs.map(({ step }) => text.slice(step.startOffset, step.endOffset));
  const all = dockerfile.steps
    .filter(({ instruction }) => instruction === 'RUN')
    .map((step) => text.slice(step.startOffset, step.endOffset));
  const indents = [...own, ...all].flatMap((each) => continuedIndent(each) ?? []);
  return {
    lineBreak: text.includes('\r\n') ? '\r\n' : '\n',
    escape,
    indent: indents.at(0) ?? '    ',
    operatorFirst: [...own, ...all].flatMap((each) => operatorPlace(each) ?? []).at(0) === 'first',
  };
}

/** The blanks before the first line that continues an instruction and is no comment. */
function continuedIndent(instruction: string): string | null {
  return /[\\`][ \t]*\r?\n(?:[ \t]*#[^\n]*\n)*([ \t]+)[^\s#]/.exec(instruction)?.[1] ?? null;
}

function operatorPlace(instruction: string): 'first' | 'last' | null {
  if (/\n[ \t]*&&/.test(instruction)) return 'first';
  return /&&[ \t]*[\\`][ \t]*\r?\n/.test(instruction) ? 'last' : null;
}

/** What stands between two commands on lines of their own, the second to run only when the first went well. */
export function andOnNewLine(
  { lineBreak, escape, indent, operatorFirst }: Layout,
  comments: readonly string[] = [],
): string {
  const between = [escape, ...comments].join(lineBreak) + lineBreak;
  return operatorFirst ? ` ${between}${indent}&& ` : ` && ${between}${indent}`;
}

/** Between two commands one after the other. */
export function thenOnNewLine({ lineBreak, escape, indent }: Layout, comments: readonly string[] = []): string {
  return `; ${[escape, ...comments].join(lineBreak)}${lineBreak}${indent}`;
}
