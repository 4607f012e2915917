/**
 * A Dockerfile that says itself what an editor should show: `RUN rm x «lens: 1 hidden»`. Marks are taken out, with the
 * blanks before them, before anything reads the text. `«@name»` marks a place and takes no blanks.
 */
export interface Marked {
  readonly text: string;
  readonly marks: readonly Mark[];
  /** The offset of `«@name»`. */
  place(name: string): number;
}

interface Mark {
  readonly kind: string;
  readonly value: string;
  readonly offset: number;
  /** From 0, as in the protocol. */
  readonly line: number;
}

export function marked(source: string): Marked {
  const marks: Mark[] = [];
  let text = '';
  let end = 0;
  for (const match of source.matchAll(/[ \t]*«(\w+): ([^»]*)»|«@(\w+)»/g)) {
    text += source.slice(end, match.index);
    end = match.index + match[0].length;
    const line = text.split('\n').length - 1;
    marks.push({ kind: match[1] ?? 'place', value: match[2] ?? match[3] ?? '', offset: text.length, line });
  }
  text += source.slice(end);
  return {
    text,
    marks,
    place: (name) => marks.find(({ kind, value }) => kind === 'place' && value === name)?.offset ?? Number.NaN,
  };
}

/** The marks of some kinds as `line kind: value` with lines from 0. */
export function expected({ marks }: Marked, kinds: readonly string[]): string[] {
  return marks.filter(({ kind }) => kinds.includes(kind)).map(({ line, kind, value }) => `${line} ${kind}: ${value}`);
}
