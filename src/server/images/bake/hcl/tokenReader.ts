import type { Token } from './tokens.ts';

const END: Token = { kind: 'end', text: '' };

/** A place in a list of tokens. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get position(): number {
    return this.#position;
  }

  peek(ahead = 0): Token {
    return this.#tokens[this.#position + ahead] ?? END;
  }

  next(): Token {
    const token = this.peek();
    this.#position += 1;
    return token;
  }

  isMark(...texts: readonly string[]): boolean {
    const { kind, text } = this.peek();
    return kind === 'mark' && texts.includes(text);
  }

  /** Whether this mark was next; if so, it is behind now. */
  skipMark(text: string): boolean {
    const is = this.isMark(text);
    if (is) this.#position += 1;
    return is;
  }

  skipNewlines(): this {
    while (this.peek().kind === 'newline') this.#position += 1;
    return this;
  }

  /** From a position up to here, for people. */
  textFrom(start: number): string {
    const text = this.#tokens.slice(start, this.#position).map((token) => (token.kind === 'newline' ? '' : token.text));
    return text.join(' ').replace(/ ?([(),.[\]]) ?/g, '$1');
  }

  rewind(position: number): void {
    this.#position = position;
  }
}
