const LONGEST = 60;

/** Something of the image or the Dockerfile within a sentence: one line, not too long. Not escaped for any output. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `“${line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line}”`;
}
