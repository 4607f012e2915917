import { isArchiveName } from './archiveName.ts';
import type { ChoiceContext } from './choiceContext.ts';
import type { DirectoryEntry } from './files.ts';
import type { Problem } from './imageChoice.ts';
import { imageStates } from './imageState.ts';
import { displayPath, pathsOf } from './paths.ts';

/** Enough for any folder with a Dockerfile in it; a folder of build outputs may have more than anyone waits for. */
export const MAXIMUM_ENTRIES = 1000;

export interface FolderImage {
  readonly name: string;
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

export interface FolderImages {
  readonly images: readonly FolderImage[];
  /** Of everything in the folder. */
  readonly names: readonly string[];
  readonly problems: readonly Problem[];
}

/** What looks like an image directly in a folder: archives by their names, directories by their file `oci-layout`. */
export async function imagesInFolder(folder: string, context: ChoiceContext): Promise<FolderImages> {
  const { entries, problems } = await listing(folder, context);
  const looked = entries.filter(({ name, kind }) => kind === 'directory' || isArchiveName(name));
  const join = (...parts: readonly string[]): string => pathsOf(context).join(folder, ...parts);
  const places = looked.map(({ name, kind }) => (kind === 'directory' ? join(name, 'oci-layout') : join(name)));
  const states = await imageStates(places, context);
  const images = looked.flatMap(({ name }, index) => {
    const state = states[index];
    return state?.kind === 'file' ? [{ name, path: join(name), modified: state.modified }] : [];
  });
  return { images, names: entries.map(({ name }) => name), problems };
}

interface Listing {
  readonly entries: readonly DirectoryEntry[];
  readonly problems: readonly Problem[];
}

async function listing(folder: string, context: ChoiceContext): Promise<Listing> {
  try {
    const entries = (await context.files.readDirectory(folder, MAXIMUM_ENTRIES)) ?? [];
    return { entries, problems: entries.length < MAXIMUM_ENTRIES ? [] : [problem(folder, tooMany(folder, context))] };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { entries: [], problems: [problem(folder, `Cannot list ${displayPath(folder, context)}: ${why}.`)] };
  }
}

function tooMany(folder: string, context: ChoiceContext): string {
  const what = `The first ${MAXIMUM_ENTRIES} entries of ${displayPath(folder, context)} were looked at for images.`;
  return `${what} Name the image in layerwise.images if it was not found.`;
}

function problem(file: string, message: string): Problem {
  return { file, message };
}
