/** A JSON object of a builder's raw progress, or a line that stood between two of them. */
export type RawPiece = { readonly json: unknown } | { readonly line: string };

export interface RawProgress {
  take(text: string): readonly RawPiece[];
  end(): readonly RawPiece[];
}

/** BuildKit cuts what a step prints into pieces of some kilobytes. */
const LONGEST_OBJECT = 16 * 1024 * 1024;

/**
 * Takes apart what `--progress=rawjson` writes: JSON objects, each on one line or on many, one behind the other, and lines of
 * plain text such as the error at the end. An object begins with a brace at the beginning of a line and ends with the brace
 * that closes it. Each character is looked at once, however the text is cut.
 */
export function rawProgress(): RawProgress {
  let buffer = '';
  let at = 0;
  let depth = 0;
  let inString = false;

  function scanObject(): number | null {
    for (; at < buffer.length; at++) {
      const char = buffer[at];
      if (inString) {
        if (char === '\\') at++;
        else if (char === '"') inString = false;
      } else if (char === '"') inString = true;
      else if (char === '{') depth++;
      else if (char === '}' && --depth === 0) return at + 1;
    }
    return null;
  }
  function cut(end: number): string {
    const text = buffer.slice(0, end);
    buffer = buffer.slice(end);
    at = 0;
    depth = 0;
    inString = false;
    return text;
  }
  function next(): RawPiece | null {
    buffer = at === 0 ? buffer.replace(/^\s*\n/, '') : buffer;
    if (buffer.startsWith('{')) {
      const end = scanObject() ?? (buffer.length > LONGEST_OBJECT ? buffer.length : null);
      return end === null ? null : pieceOf(cut(end));
    }
    const end = buffer.indexOf('\n');
    return end < 0 ? null : { line: cut(end + 1).trimEnd() };
  }
  return {
    take(text) {
      buffer += text;
      const pieces: RawPiece[] = [];
      for (let piece = next(); piece !== null; piece = next()) pieces.push(piece);
      return pieces;
    },
    end() {
      const last = cut(buffer.length).trimEnd();
      return last === '' ? [] : last.split('\n').map((line) => ({ line: line.trimEnd() }));
    },
  };
}

function pieceOf(text: string): RawPiece {
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return { line: text.slice(0, LONGEST_QUOTE) };
  }
}

const LONGEST_QUOTE = 1000;
