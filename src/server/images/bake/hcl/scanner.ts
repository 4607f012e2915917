import type { TemplatePart, Token } from './tokens.ts';

const MARKS = ['==', '!=', '&&', '||', '<=', '>=', '=>', '...'];

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** Templates within templates. */
const MAXIMUM_DEPTH = 20;

const PATTERNS = {
  blank: /(?:[ \t\r]+|(?:#|\/\/)[^\n]*|\/\*[^]*?\*\/)+/y,
  name: /[\p{L}_][\p{L}\p{N}_-]*/uy,
  number: /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y,
  heredoc: /<<-?([\p{L}_][\p{L}\p{N}_-]*)\r?\n[^]*?^[ \t]*\1[ \t]*\r?$/muy,
  quoted: /(?:[^"\\$%\n]|\\.|\$\$\{|%%\{|\$(?!\{)|%(?!\{))+/y,
  bare: /(?:[^$%]|\$\$\{|%%\{|\$(?!\{)|%(?!\{))+/y,
} as const;

/**
 * The tokens of HCL's native syntax, as far as bake files go.
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 *
 * @throws Error for what is no HCL.
 */
export function tokensOf(text: string): readonly Token[] {
  return new Scanner(text).tokensUntil('');
}

/** The parts of a template without quotes around it, as the texts of a JSON file are. It has no escapes but `$${`. */
export function templateParts(text: string): readonly TemplatePart[] {
  return new Scanner(text).bareTemplate();
}

class Scanner {
  readonly #text: string;
  #position = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Until a closing `}` outside of braces, or the end for ''. */
  tokensUntil(close: '}' | ''): Token[] {
    const tokens: Token[] = [];
    for (let open = 0; ; ) {
      const token = this.#next();
      if (token.kind === 'mark' && token.text === '{') open += 1;
      if (token.kind === 'mark' && token.text === '}' && close === '}' && open === 0) return [...tokens, end];
      if (token.kind === 'mark' && token.text === '}') open -= 1;
      tokens.push(token);
      if (token.kind === 'end' && close === '}') throw this.#error('an expression in a text is not closed');
      if (token.kind === 'end') return tokens;
    }
  }

  bareTemplate(): readonly TemplatePart[] {
    const parts: TemplatePart[] = [];
    while (this.#position < this.#text.length) parts.push(this.#part(PATTERNS.bare, withoutDoubledSigns));
    return parts;
  }

  #next(): Token {
    this.#take(PATTERNS.blank);
    if (this.#position >= this.#text.length) return end;
    if (this.#text[this.#position] === '"') return this.#template();
    const name = this.#take(PATTERNS.name);
    if (name !== null) return { kind: 'name', text: name };
    const number = this.#take(PATTERNS.number);
    if (number !== null) return { kind: 'number', text: number };
    if (this.#text.startsWith('<<', this.#position)) return this.#heredoc();
    const mark = MARKS.find((each) => this.#text.startsWith(each, this.#position)) ?? this.#text.charAt(this.#position);
    this.#position += mark.length;
    return { kind: mark === '\n' ? 'newline' : 'mark', text: mark };
  }

  #heredoc(): Token {
    const text = this.#take(PATTERNS.heredoc);
    if (text === null) throw this.#error('a heredoc is not closed');
    return { kind: 'heredoc', text: text.slice(0, text.search(/\r?\n/)) };
  }

  #template(): Token {
    const start = this.#position;
    this.#depth += 1;
    if (this.#depth > MAXIMUM_DEPTH) throw this.#error(`texts are nested more than ${MAXIMUM_DEPTH} deep`);
    this.#position += 1;
    const parts: TemplatePart[] = [];
    while (this.#text[this.#position] !== '"') parts.push(this.#part(PATTERNS.quoted, unescape));
    this.#position += 1;
    this.#depth -= 1;
    return { kind: 'template', text: this.#text.slice(start, this.#position), parts };
  }

  #part(pattern: RegExp, meaning: (written: string) => string): TemplatePart {
    const plain = this.#take(pattern);
    if (plain !== null) return meaning(plain);
    // `%{` begins a directive: it is read like an expression, of which no sense is made.
    if (!/^[$%]\{/.test(this.#text.slice(this.#position, this.#position + 2)))
      throw this.#error('a text is not closed');
    this.#position += 2;
    return this.tokensUntil('}');
  }

  #take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.#text)?.[0] ?? null;
    this.#position += found?.length ?? 0;
    return found;
  }

  #error(what: string): Error {
    return new Error(`${what} (at line ${this.#text.slice(0, this.#position).split('\n').length})`);
  }
}

const end: Token = { kind: 'end', text: '' };

function unescape(text: string): string {
  return text.replace(
    /\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})|\\(.)|([$%])\4\{/g,
    (whole, short?: string, long?: string, letter?: string, sign?: string) => {
      if (sign !== undefined) return `${sign}{`;
      if (letter !== undefined) return ESCAPES.get(letter) ?? letter;
      const code = Number.parseInt(short ?? long ?? '', 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

function withoutDoubledSigns(text: string): string {
  return text.replace(/([$%])\1\{/g, '$1{');
}
