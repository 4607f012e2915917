/** A list in a document that is too long to be there at once. */
export class LongList {
  readonly length: number;
  readonly slice: (start: number, end: number) => readonly object[];

  constructor(length: number, slice: (start: number, end: number) => readonly object[]) {
    this.length = length;
    this.slice = slice;
  }
}

/** So many items make one piece of text. */
const SLICE = 1000;

/** Exactly what `JSON.stringify(sections, null, 2)` gives, in pieces, with a line break behind it. */
export function* jsonPieces(sections: Readonly<Record<string, unknown>>): Generator<string> {
  let before = '{';
  for (const [name, value] of Object.entries(sections)) {
    yield `${before}\n  ${JSON.stringify(name)}: `;
    if (value instanceof LongList) yield* listPieces(value);
    else yield indented(JSON.stringify(value, null, 2));
    before = ',';
  }
  yield '\n}\n';
}

function* listPieces(list: LongList): Generator<string> {
  if (list.length === 0) {
    yield '[]';
    return;
  }
  for (let start = 0; start < list.length; start += SLICE) {
    const text = indented(JSON.stringify(list.slice(start, start + SLICE), null, 2));
    // Without the brackets around each slice.
    yield (start === 0 ? '[' : ',') + text.slice(1, -'\n  ]'.length);
  }
  yield '\n  ]';
}

/** No string in JSON has a line break of its own. */
function indented(json: string): string {
  return json.replaceAll('\n', '\n  ');
}
