import type { ChoiceContext } from './choiceContext.ts';
import type { Problem } from './imageChoice.ts';
import { displayPath } from './paths.ts';

/** Compose and bake files have some hundred lines; what is larger is none. */
const MAXIMUM_BYTES = 1024 * 1024;

export interface ReadText {
  /** Null when there is no such file, or it cannot be read. */
  readonly text: string | null;
  readonly problems: readonly Problem[];
}

export async function readText(path: string, context: ChoiceContext): Promise<ReadText> {
  try {
    const text = await context.files.readFile(path, MAXIMUM_BYTES);
    return { text: text?.replace(/^\uFEFF/, '') ?? null, problems: [] };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `Cannot read ${displayPath(path, context)}: ${why}. It was left out.`;
    return { text: null, problems: [{ file: path, message }] };
  }
}
