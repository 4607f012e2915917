/**
 * Text from an image or a Dockerfile on one line, as it is: control characters, which could move a cursor or end a line,
 * and the marks that turn the direction of writing, which could make one name look like another, are written out.
 */
export function showControls(text: string): string {
  return text.replaceAll(UNSAFE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return SHORT.get(character) ?? (code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`);
  });
}

/** C0, DEL, C1; line and paragraph separators; invisible and directional marks; lone surrogates. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\p{Cs}]/gu;

const SHORT = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, '0');
}
