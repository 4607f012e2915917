/**
 * `$name` and `${name…}`.
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/shell/lex.go (`processDollar`)
 */
import { type Lexer, next, peek, ShellSyntaxError } from './lexer.ts';
import { removePrefix, removeSuffix, replacePattern } from './shellPattern.ts';

/** What stands behind a modifier. A pattern and its replacement keep their escape characters. */
export type OperandKind = 'word' | 'pattern' | 'replacement';

/** Reads an operand up to `stop` and over it. */
type ReadOperand = (lexer: Lexer, stop: string, kind: OperandKind) => string;

/** The `$` is next. */
export function expandParameter(lexer: Lexer, readOperand: ReadOperand): string {
  lexer.position++;
  if (peek(lexer) === '{') {
    lexer.position++;
    return expandBraces(lexer, readOperand);
  }
  const name = readName(lexer);
  if (name === '') return '$';
  return lexer.lookup(name) ?? (lexer.keepUnset ? `$${name}` : '');
}

function expandBraces(lexer: Lexer, readOperand: ReadOperand): string {
  if (/^[{}:]$/.test(peek(lexer))) throw new ShellSyntaxError('syntax error: bad substitution');
  const name = readName(lexer);
  const modifier = next(lexer);
  if (modifier === '') throw new ShellSyntaxError("syntax error: missing '}'");
  if (modifier === '}') return lexer.lookup(name) ?? (lexer.keepUnset ? `\${${name}}` : '');
  if (modifier === '/') return replace(lexer, name, readOperand);
  if (modifier === ':') return modify(lexer, name, next(lexer), ':', readOperand);
  if ('+-?#%'.includes(modifier)) return modify(lexer, name, modifier, '', readOperand);
  return unsupported(modifier);
}

/** @param colon `:` where an empty value counts as unset */
function modify(lexer: Lexer, name: string, modifier: string, colon: '' | ':', readOperand: ReadOperand): string {
  const trims = modifier === '#' || modifier === '%';
  if (trims && colon) unsupported(colon + modifier);
  const operand = readOperand(lexer, '}', trims ? 'pattern' : 'word');
  const value = lexer.lookup(name);
  if (value === undefined && lexer.keepUnset) return `\${${name}${colon}${modifier}${operand}}`;
  const given = value === undefined || (colon && value === '') ? null : value;
  if (modifier === '-') return given ?? operand;
  if (modifier === '+') return given === null ? '' : operand;
  if (modifier === '?') return given ?? refuse(name, operand, value);
  return trims ? trim(value ?? '', modifier, operand) : unsupported(colon + modifier);
}

function unsupported(modifier: string): never {
  throw new ShellSyntaxError(`unsupported modifier (${modifier}) in substitution`);
}

function refuse(name: string, message: string, value: string | undefined): never {
  const reason = message || `is not allowed to be ${value === undefined ? 'unset' : 'empty'}`;
  throw new ShellSyntaxError(`${name}: ${reason}`);
}

/** The modifier doubled takes the longest match instead of the shortest. */
function trim(value: string, modifier: string, operand: string): string {
  const longest = operand.startsWith(modifier);
  const pattern = longest ? operand.slice(1) : operand;
  return checked((modifier === '#' ? removePrefix : removeSuffix)(value, pattern, longest), pattern);
}

function replace(lexer: Lexer, name: string, readOperand: ReadOperand): string {
  const all = peek(lexer) === '/';
  if (all) lexer.position++;
  const pattern = readOperand(lexer, '/', 'pattern');
  const replacement = readOperand(lexer, '}', 'replacement');
  const value = lexer.lookup(name);
  if (value === undefined && lexer.keepUnset) return `\${${name}/${pattern}/${replacement}}`;
  return checked(replacePattern(value ?? '', pattern, replacement, all), pattern);
}

function checked(result: string | null, pattern: string): string {
  if (result === null) throw new ShellSyntaxError(`invalid pattern (${pattern}) in substitution`);
  return result;
}

const SPECIAL = /^[@*#?\-$!0]$/;

/** Letters, digits and underscores; digits alone when it starts with one; or one special parameter; or nothing. */
function readName(lexer: Lexer): string {
  const expression = /\p{Nd}+|[\p{L}\p{Nd}_]+/uy;
  expression.lastIndex = lexer.position;
  const name = expression.exec(lexer.source)?.[0] ?? (SPECIAL.test(peek(lexer)) ? peek(lexer) : '');
  lexer.position += name.length;
  return name;
}
