import { MAXIMUM_DEPTH } from '../../documents/readJson.ts';
import type { Attributes, Block, Body, Expression } from './expression.ts';
import { readExpression } from './readExpression.ts';
import { tokensOf } from './scanner.ts';
import { TokenReader } from './tokenReader.ts';
import type { Token } from './tokens.ts';

/**
 * The attributes and blocks of a file in HCL's native syntax. Blocks within blocks are read over: none of bake's matter here.
 * Our own, because the packages that read HCL are HashiCorp's parser compiled to 3 MB and more, larger than the whole
 * extension, or know only the syntax before interpolation; and none of them evaluates what it has read.
 *
 * @throws Error for what is no HCL.
 */
export function readHcl(text: string): Body {
  const reader = new TokenReader(tokensOf(text));
  const body = readBody(reader, MAXIMUM_DEPTH);
  if (reader.peek().kind !== 'end') throw unexpected(reader.peek());
  return body;
}

function readBody(reader: TokenReader, depth: number): Body {
  if (depth === 0) throw new Error(`blocks are nested more than ${MAXIMUM_DEPTH} deep`);
  const attributes = new Map<string, Expression>();
  const blocks: Block[] = [];
  while (!isAtEnd(reader.skipNewlines())) {
    const name = nameOf(reader.next());
    if (reader.skipMark('=')) attributes.set(name, readExpression(reader));
    else blocks.push({ type: name, ...readBlock(reader, depth) });
    if (reader.peek().kind !== 'newline' && !isAtEnd(reader)) throw unexpected(reader.peek());
  }
  return { attributes, blocks };
}

function isAtEnd(reader: TokenReader): boolean {
  return reader.isMark('}') || reader.peek().kind === 'end';
}

function readBlock(reader: TokenReader, depth: number): { labels: readonly string[]; attributes: Attributes } {
  const labels: string[] = [];
  while (!reader.skipMark('{')) labels.push(nameOf(reader.next()));
  const { attributes } = readBody(reader, depth - 1);
  if (!reader.skipMark('}')) throw new Error(`the block ${labels.join(' ')} is not closed`);
  return { labels, attributes };
}

/** A bare word, or a text without expressions. */
function nameOf(token: Token): string {
  if (token.kind === 'name') return token.text;
  if (token.kind !== 'template') throw unexpected(token);
  return token.parts.map((part) => (typeof part === 'string' ? part : '')).join('');
}

function unexpected({ kind, text }: Token): Error {
  return new Error(kind === 'end' ? 'it ends within a block' : `${JSON.stringify(text)} stands where it cannot`);
}
