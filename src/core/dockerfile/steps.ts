import { readHeredocBodies, terminatorSearch } from './heredocBodies.ts';
import { heredocMarkers } from './heredocMarkers.ts';
import { type Instruction, parseInstruction } from './instruction.ts';
import { type LineCursor, type LogicalLine, nextLogicalLine } from './logicalLines.ts';
import { endOffsetOf, type SourceLine } from './sourceLines.ts';
import { type SyntaxRanges, syntaxRanges } from './syntaxRanges.ts';
import type { DockerfileProblem, Escape, Flag, Heredoc, Step, Trigger } from './types.ts';

interface Steps {
  readonly steps: readonly Step[];
  readonly problems: readonly DockerfileProblem[];
}

/** Reads every instruction of the text, with what BuildKit's parser would refuse beside them. */
export function readSteps(source: string, lines: readonly SourceLine[], escape: Escape): Steps {
  const steps: Step[] = [];
  const problems: DockerfileProblem[] = [];
  const cursor: LineCursor = { lines, next: 0 };
  const hasTerminator = terminatorSearch(lines);
  let stage: number | null = null;
  for (let line = nextLogicalLine(cursor, escape); line; line = nextLogicalLine(cursor, escape)) {
    const instruction = parseInstruction(line.text, escape);
    if (instruction.instruction === 'FROM') stage = stage === null ? 0 : stage + 1;
    const { markers, problem } = heredocMarkers(instruction);
    const { heredocs, terminated } = readHeredocBodies(markers, cursor, hasTerminator);
    const place = { index: steps.length, stage, ...extent(line, cursor) };
    steps.push(stepOf(instruction, heredocs, place, syntaxRanges(source, line, instruction)));
    const message = instruction.problem ?? problem ?? (terminated ? null : 'unterminated heredoc');
    if (message !== null) problems.push({ line: line.startLine, message });
  }
  return { steps, problems };
}

type Place = Pick<Step, 'index' | 'stage' | 'startLine' | 'endLine' | 'startOffset' | 'endOffset'>;

/** To the last line that the cursor has gone over: the heredocs' terminators are the instruction's. */
function extent(
  { startLine, startOffset, endLine, endOffset }: LogicalLine,
  cursor: LineCursor,
): Omit<Place, 'index' | 'stage'> {
  const last = cursor.lines[cursor.next - 1];
  return { startLine, startOffset, endLine: last?.number ?? endLine, endOffset: last ? endOffsetOf(last) : endOffset };
}

function stepOf(instruction: Instruction, heredocs: readonly Heredoc[], place: Place, ranges: SyntaxRanges): Step {
  const { flags, ...partRanges } = ranges;
  const { trigger } = instruction;
  const own = trigger ? instruction.flags : flags;
  const content = { ...contentOf(instruction, own), heredocs };
  return { ...content, trigger: trigger && triggerOf(trigger, flags), ...place, ...partRanges };
}

function triggerOf(trigger: Instruction, flags: readonly Flag[]): Trigger {
  const inner = trigger.trigger;
  return { ...contentOf(trigger, flags), trigger: inner && triggerOf(inner, inner.flags) };
}

function contentOf(
  { instruction, args, json, heredocs, original }: Instruction,
  flags: readonly Flag[],
): Omit<Trigger, 'trigger'> {
  return { instruction, flags, args, json, heredocs, original };
}
