import { type Document, isMap, isScalar, isSeq, Lexer, LineCounter, type Node, type Pair, parseDocument } from 'yaml';
import { Failure } from '../../core/error.ts';

/**
 * Words, marks and blanks. The parser takes half a minute for a megabyte of brackets, so what is to be parsed is counted
 * before; some thousand lines have as many.
 */
const MAXIMUM_TOKENS = 40_000;
/** Nobody repeats more by aliases. */
const MAXIMUM_ALIASES = 100;

export interface YamlFile {
  readonly document: Document;
  /** As plain data; null for an empty file. */
  readonly value: unknown;
  /** Where a key, or an item of a list, stands. */
  readonly lineOf: (path: readonly string[]) => number;
}

/** @throws Failure naming file and line */
export function readYamlFile(path: string, text: string): YamlFile {
  const lines = new LineCounter();
  if (isTooLarge(text))
    throw new Failure('usage', `${path}: is far larger than a file that a person writes`, 'Shorten it.');
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent', prettyErrors: false });
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const error = document.errors.at(0);
  if (error !== undefined) throw wrong(`${path}:${lineAt(error.pos[0])}: is no YAML: ${error.message}`);
  return { document, value: plain(path, document), lineOf: (at) => lineAt(offsetOf(document, at)) };
}

function plain(path: string, document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: MAXIMUM_ALIASES });
  } catch (error) {
    throw wrong(`${path}: cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function wrong(message: string): Failure {
  return new Failure('usage', message, 'Correct it.');
}

function isTooLarge(text: string): boolean {
  let left = MAXIMUM_TOKENS;
  for (const _token of new Lexer().lex(text)) if (--left < 0) return true;
  return false;
}

/** Of the last that is there. */
function offsetOf({ contents }: Document, path: readonly string[]): number {
  let node: unknown = contents;
  let offset = startOf(contents);
  for (const name of path) {
    if (isMap(node)) {
      const pair: Pair | undefined = node.items.find(({ key }) => isScalar(key) && String(key.value) === name);
      if (pair === undefined) return offset;
      offset = startOf(pair.key);
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(name)];
      offset = startOf(node);
    }
  }
  return offset;
}

function startOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0;
}
