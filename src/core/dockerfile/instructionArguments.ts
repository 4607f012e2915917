/**
 * How each instruction takes its arguments apart.
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/line_parsers.go
 */
import { parseJsonArray } from './jsonArray.ts';
import type { Escape } from './types.ts';
import { BLANKS, trimSpaceStart } from './whitespace.ts';
import { splitWords } from './words.ts';

interface Arguments {
  readonly args: readonly string[];
  readonly json: boolean;
  /** Why BuildKit refuses them; null when it does not. */
  readonly problem: string | null;
}

type Reader = (text: string, escape: Escape) => Arguments;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['ADD', jsonOrWords],
  ['ARG', (text, escape) => plain(splitWords(text, escape))],
  ['CMD', jsonOrCommand],
  ['COPY', jsonOrWords],
  ['ENTRYPOINT', jsonOrCommand],
  ['ENV', (text, escape) => pairs('ENV', text, escape)],
  ['EXPOSE', blankSeparated],
  ['FROM', blankSeparated],
  ['HEALTHCHECK', healthcheck],
  ['LABEL', (text, escape) => pairs('LABEL', text, escape)],
  ['MAINTAINER', oneString],
  ['ONBUILD', () => plain([])],
  ['RUN', jsonOrCommand],
  ['SHELL', jsonOrCommand],
  ['STOPSIGNAL', oneString],
  ['USER', oneString],
  ['VOLUME', jsonOrWords],
  ['WORKDIR', oneString],
]);

export function isKnownInstruction(instruction: string): boolean {
  return READERS.has(instruction);
}

/** @param text what follows the instruction's flags, trimmed */
export function readArguments(instruction: string, text: string, escape: Escape): Arguments {
  // BuildKit's parser gives an unknown instruction one empty argument.
  return READERS.get(instruction)?.(text, escape) ?? plain(['']);
}

function plain(args: readonly string[]): Arguments {
  return { args, json: false, problem: null };
}

function oneString(text: string): Arguments {
  return plain(text === '' ? [] : [text]);
}

function blankSeparated(text: string): Arguments {
  return plain(text === '' ? [] : text.split(BLANKS));
}

function jsonOrCommand(text: string): Arguments {
  return json(text) ?? oneString(text);
}

function jsonOrWords(text: string): Arguments {
  return json(text) ?? blankSeparated(text);
}

/** Null for what is not a JSON array: a `[` may as well begin a shell command. */
function json(text: string): Arguments | null {
  const array = parseJsonArray(trimSpaceStart(text));
  if (array === null) return null;
  if (array !== 'not strings') return { args: array, json: true, problem: null };
  const problem = 'when using JSON array syntax, arrays must be comprised of strings only';
  return { args: [text], json: false, problem };
}

/** `NONE`, or `CMD` and a command. */
function healthcheck(text: string): Arguments {
  if (text === '') return plain([]);
  const [, kind = '', rest = ''] = /^([^\t\n\v\f\r ]*)[\t\n\v\f\r ]*([^]*)$/.exec(text) ?? [];
  const command = jsonOrCommand(rest);
  return { ...command, args: [kind, ...command.args] };
}

/** `name value with blanks`, or `name=value …`: three arguments for each, the last of them the separator. */
function pairs(instruction: string, text: string, escape: Escape): Arguments {
  const words = splitWords(text, escape);
  const [first] = words;
  if (first === undefined) return plain([]);
  if (!first.includes('=')) return oldPair(instruction, text);
  const wrong = words.find((word) => !word.includes('='));
  const args = words.filter((word) => word.includes('=')).flatMap(splitPair);
  if (wrong === undefined) return plain(args);
  const problem = `Syntax error - can't find = in ${JSON.stringify(wrong)}. Must be of the form: name=value`;
  return { args, json: false, problem };
}

function oldPair(instruction: string, text: string): Arguments {
  const blanks = BLANKS.exec(text);
  if (!blanks) return { args: [], json: false, problem: `${instruction} must have two arguments` };
  return plain([text.slice(0, blanks.index), text.slice(blanks.index + blanks[0].length), '']);
}

function splitPair(word: string): readonly string[] {
  const equals = word.indexOf('=');
  return [word.slice(0, equals), word.slice(equals + 1), '='];
}
