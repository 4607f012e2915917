import type { ChoiceContext } from '../choiceContext.ts';
import type { Problem } from '../imageChoice.ts';
import { displayPath } from '../paths.ts';
import { readText } from '../readText.ts';

export interface ReadDocument<T> {
  /** Null when there is no such file, or it was not understood. */
  readonly content: T | null;
  readonly problems: readonly Problem[];
}

/** Reads a file and parses it; `parse` may throw. */
export async function readDocument<T>(
  path: string,
  parse: (text: string) => T,
  context: ChoiceContext,
): Promise<ReadDocument<T>> {
  const { text, problems } = await readText(path, context);
  if (text === null) return { content: null, problems };
  try {
    return { content: parse(text), problems };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `Cannot understand ${displayPath(path, context)}: ${why}. It was left out.`;
    return { content: null, problems: [{ file: path, message }] };
  }
}
