import type { HeredocMarker } from './heredocMarkers.ts';
import { isKnownInstruction } from './instructionArguments.ts';
import { type LineCursor, take } from './logicalLines.ts';
import type { SourceLine } from './sourceLines.ts';
import type { Heredoc } from './types.ts';

interface HeredocBodies {
  readonly heredocs: readonly Heredoc[];
  /** False where a terminator is missing. */
  readonly terminated: boolean;
}

/** Whether a line that ends this heredoc stands at `line` (from 0) or below. */
type TerminatorSearch = (marker: HeredocMarker, line: number) => boolean;

/**
 * Reads the bodies of one instruction's heredocs, one after the other.
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/parser.go (`Parse`)
 *
 * BuildKit refuses a file in which a terminator is missing. Someone is likely to be typing it, and what follows should
 * not vanish meanwhile: such a body ends before the next line that looks like an instruction.
 */
export function readHeredocBodies(
  markers: readonly HeredocMarker[],
  cursor: LineCursor,
  hasTerminator: TerminatorSearch,
): HeredocBodies {
  const heredocs: Heredoc[] = [];
  let terminated = true;
  for (const marker of markers) {
    terminated &&= hasTerminator(marker, cursor.next);
    const content = terminated ? contentToTerminator(marker, cursor) : contentToInstruction(cursor);
    heredocs.push({ ...marker, content });
  }
  return { heredocs, terminated };
}

/** The lines are indexed once, so that a thousand unterminated heredocs do not each search them to the end. */
export function terminatorSearch(lines: readonly SourceLine[]): TerminatorSearch {
  const plain = new Map<string, number>();
  const chomped = new Map<string, number>();
  return ({ name, chomp }, line) => {
    if (plain.size === 0) {
      lines.forEach(({ text }, index) => {
        plain.set(text, index);
        chomped.set(withoutTabs(text), index);
      });
    }
    return ((chomp ? chomped : plain).get(name) ?? -1) >= line;
  };
}

function contentToTerminator({ name, chomp }: HeredocMarker, cursor: LineCursor): string {
  let content = '';
  for (let line = take(cursor); line; line = take(cursor)) {
    if ((chomp ? withoutTabs(line.text) : line.text) === name) break;
    content += line.raw;
  }
  return content;
}

function contentToInstruction(cursor: LineCursor): string {
  let content = '';
  for (let line = cursor.lines[cursor.next]; line && !looksLikeInstruction(line); line = cursor.lines[cursor.next]) {
    content += line.raw;
    cursor.next++;
  }
  return content;
}

function looksLikeInstruction({ text }: SourceLine): boolean {
  return isKnownInstruction(/^[A-Z]+(?=[ \t])/.exec(text)?.[0] ?? '');
}

function withoutTabs(line: string): string {
  return line.replace(/^\t+/, '');
}
