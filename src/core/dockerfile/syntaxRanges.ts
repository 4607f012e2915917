/**
 * Where the parts of an instruction stand, which BuildKit's parser does not tell and dockerfile-ast does. It is the only
 * file that imports it.
 *
 * dockerfile-ast reads some instructions differently (https://github.com/rcjsuen/dockerfile-ast/issues/120 and 123) and
 * throws on a few. So it is given one logical line at a time, of the same length as in the text but with everything
 * replaced that it could misread: comments and empty lines between continuations, escape characters that continue
 * nothing, heredoc operators, carriage returns. What it then says is used only where it names the instruction and the
 * flags as we read them.
 */
import { type Instruction as AstInstruction, DockerfileParser, ModifiableInstruction, Onbuild } from 'dockerfile-ast';
import type { Instruction } from './instruction.ts';
import type { LogicalLine } from './logicalLines.ts';
import type { Flag, TextRange } from './types.ts';

type AstRange = ReturnType<AstInstruction['getRange']>;

export interface SyntaxRanges {
  readonly keywordRange?: TextRange;
  readonly argumentsRange?: TextRange;
  /** The flags of the instruction, or of its trigger, with their ranges. */
  readonly flags: readonly Flag[];
}

/** Never throws: without an answer from dockerfile-ast the ranges are left out. */
export function syntaxRanges(source: string, line: LogicalLine, instruction: Instruction): SyntaxRanges {
  const subject = instruction.trigger ?? instruction;
  try {
    return readRanges(maskedLine(source, line), line.startOffset, instruction.instruction, subject);
  } catch {
    return { flags: subject.flags };
  }
}

function readRanges(masked: string, offset: number, keyword: string, subject: Instruction): SyntaxRanges {
  const [ast, ...others] = DockerfileParser.parse(masked).getInstructions();
  if (!ast || others.length > 0 || ast.getKeyword() !== keyword) return { flags: subject.flags };
  const locate = locator(masked, offset);
  const flagged = ast instanceof Onbuild ? ast.getTriggerInstruction() : ast;
  const flagRanges = flagged instanceof ModifiableInstruction ? flagged.getFlags().map((flag) => flag.getRange()) : [];
  const parts = [...(ast === flagged ? flagRanges : []), ...ast.getArguments().map((argument) => argument.getRange())];
  const [first, last] = [parts[0], parts.at(-1)];
  const keywordRange = locate(ast.getInstructionRange());
  // Of a keyword that ends with a continuation it counts that in.
  const isWord = /\S$/.test(masked.slice(0, keywordRange.endOffset - offset));
  return {
    ...(isWord ? { keywordRange } : {}),
    ...(first && last ? { argumentsRange: locate({ start: first.start, end: last.end }) } : {}),
    flags: subject.flags.map((flag, index) => {
      const range = flagRanges[index] && locate(flagRanges[index]);
      const isRight =
        range && masked.slice(range.startOffset - offset, range.endOffset - offset) === subject.flagWords[index];
      return isRight ? { ...flag, range } : flag;
    }),
  };
}

/** From lines and columns of the masked line to offsets in the text. */
function locator(masked: string, offset: number): (range: AstRange) => TextRange {
  const lineStarts = [0];
  for (let newline = masked.indexOf('\n'); newline !== -1; newline = masked.indexOf('\n', newline + 1)) {
    lineStarts.push(newline + 1);
  }
  const place = ({ line, character }: AstRange['start']) => offset + (lineStarts[line] ?? 0) + character;
  return ({ start, end }) => ({ startOffset: place(start), endOffset: place(end) });
}

function maskedLine(source: string, { pieces }: LogicalLine): string {
  let masked = '';
  pieces.forEach((piece, index) => {
    const end = piece.startOffset + piece.text.length;
    const next = pieces[index + 1];
    masked += piece.text
      .replace(/<</g, '__')
      .replaceAll('\\', '_')
      .replace(/[\r\v\f]/g, ' ');
    // Between two pieces stand the escape character, its line break, comments and empty lines.
    if (next) masked += `\\${source.slice(end + 1, next.startOffset).replace(/[^\n]/g, ' ')}`;
  });
  return masked;
}
