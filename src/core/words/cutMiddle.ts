/** At most so many characters, with `…` for what is left out in the middle: of a path both ends tell most. */
export function cutMiddle(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = Math.max(most - 1, 0);
  const start = wholeUpTo(text, Math.floor(kept / 2));
  const end = wholeFrom(text, text.length - Math.ceil(kept / 2));
  return `${text.slice(0, start)}…${text.slice(end)}`;
}

/** A character of two UTF-16 units is not cut in two. */
function wholeUpTo(text: string, end: number): number {
  return isInside(text, end) ? end - 1 : end;
}

function wholeFrom(text: string, start: number): number {
  return isInside(text, start) ? start + 1 : start;
}

function isInside(text: string, at: number): boolean {
  return at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff;
}
