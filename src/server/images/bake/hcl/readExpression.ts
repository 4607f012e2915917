import { MAXIMUM_DEPTH } from '../../documents/readJson.ts';
import type { Expression } from './expression.ts';
import { TokenReader } from './tokenReader.ts';
import type { TemplatePart, Token } from './tokens.ts';

/** What a line may go on behind, so that the expression does not end with it. */
const OPEN: ReadonlySet<string> = new Set(['(', '[', '{']);
const CLOSE: ReadonlySet<string> = new Set([')', ']', '}']);

/** How far an unknown expression is shown. */
const MAXIMUM_SHOWN = 60;

/**
 * Reads one expression. One that has more than is understood here is unknown as a whole, and read up to its end.
 *
 * @throws Error when it is nested too deep.
 */
export function readExpression(reader: TokenReader, depth = MAXIMUM_DEPTH): Expression {
  if (depth === 0) throw new Error(`an expression is nested more than ${MAXIMUM_DEPTH} deep`);
  const start = reader.position;
  const expression = readCondition(reader, depth - 1);
  if (expression !== null && isAtEnd(reader)) return expression;
  reader.rewind(start);
  return skipUnknown(reader);
}

/** The expression of a template: a text with expressions in it. */
export function templateOf(parts: readonly TemplatePart[], depth = MAXIMUM_DEPTH): Expression {
  const read = parts.map((part): Expression => {
    if (typeof part === 'string') return { kind: 'literal', value: part };
    return readExpression(new TokenReader(part.filter(({ kind }) => kind !== 'newline')), depth - 1);
  });
  if (read.length === 0) return { kind: 'literal', value: '' };
  const [only] = read;
  // A lone expression keeps its type, as in HCL.
  return read.length === 1 && only !== undefined ? only : { kind: 'template', parts: read };
}

function readCondition(reader: TokenReader, depth: number): Expression | null {
  const test = readEquality(reader, depth);
  if (test === null || !reader.skipMark('?')) return test;
  reader.skipNewlines();
  const then = readEquality(reader, depth);
  reader.skipNewlines();
  if (then === null || !reader.skipMark(':')) return null;
  reader.skipNewlines();
  const otherwise = readExpression(reader, depth);
  return { kind: 'condition', test, then, otherwise };
}

function readEquality(reader: TokenReader, depth: number): Expression | null {
  const left = readTerm(reader, depth);
  if (left === null || !reader.isMark('==', '!=')) return left;
  const negated = reader.next().text === '!=';
  const right = readTerm(reader, depth);
  return right && { kind: 'equal', left, right, negated };
}

function readTerm(reader: TokenReader, depth: number): Expression | null {
  const token = reader.next();
  if (token.kind === 'template') return templateOf(token.parts, depth);
  if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) };
  if (token.kind === 'name') return readName(token, reader);
  if (token.kind !== 'mark') return null;
  if (token.text === '[') return reader.peek().text === 'for' ? null : readList(reader, depth);
  if (token.text === '{') return reader.peek().text === 'for' ? null : readMap(reader, depth);
  if (token.text !== '(') return null;
  reader.skipNewlines();
  const inner = readExpression(reader, depth);
  reader.skipNewlines();
  return reader.skipMark(')') ? inner : null;
}

function readName({ text }: Token, reader: TokenReader): Expression {
  if (text === 'true' || text === 'false') return { kind: 'literal', value: text === 'true' };
  if (text === 'null') return { kind: 'literal', value: null };
  const path = [text];
  while (reader.isMark('.') && reader.peek(1).kind === 'name') {
    reader.next();
    path.push(reader.next().text);
  }
  return { kind: 'variable', path };
}

function readList(reader: TokenReader, depth: number): Expression | null {
  const items: Expression[] = [];
  while (!reader.skipNewlines().skipMark(']')) {
    items.push(readExpression(reader, depth));
    reader.skipNewlines();
    if (!reader.skipMark(',') && !reader.isMark(']')) return null;
  }
  return { kind: 'list', items };
}

function readMap(reader: TokenReader, depth: number): Expression | null {
  const entries: (readonly [Expression, Expression])[] = [];
  while (!reader.skipNewlines().skipMark('}')) {
    const key = readKey(reader, depth);
    if (key === null || !(reader.skipMark('=') || reader.skipMark(':'))) return null;
    reader.skipNewlines();
    entries.push([key, readExpression(reader, depth)]);
    if (!reader.skipMark(',') && reader.peek().kind !== 'newline' && !reader.isMark('}')) return null;
  }
  return { kind: 'map', entries };
}

/** A bare word as a key is a text; in parentheses it is an expression. */
function readKey(reader: TokenReader, depth: number): Expression | null {
  const { kind, text } = reader.peek();
  if (kind !== 'name') return readTerm(reader, depth);
  reader.next();
  return { kind: 'literal', value: text };
}

function isAtEnd(reader: TokenReader): boolean {
  const { kind } = reader.peek();
  return kind === 'newline' || kind === 'end' || reader.isMark(',', ')', ']', '}');
}

/** Up to the end of the line, or the comma or closing mark around, outside of all that it opens. */
function skipUnknown(reader: TokenReader): Expression {
  const start = reader.position;
  for (let open = 0; reader.peek().kind !== 'end'; reader.next()) {
    const { kind, text } = reader.peek();
    if (open === 0 && (kind === 'newline' || reader.isMark(',', ')', ']', '}'))) break;
    if (kind === 'mark' && OPEN.has(text)) open += 1;
    if (kind === 'mark' && CLOSE.has(text)) open -= 1;
  }
  const text = reader.textFrom(start);
  return { kind: 'unknown', text: text.length > MAXIMUM_SHOWN ? `${text.slice(0, MAXIMUM_SHOWN)}…` : text };
}
