import type { Files } from './files.ts';
import type { ImageCandidate, ImageDetails, Problem, WantedImage } from './imageChoice.ts';

/** What the sources of candidates know of the world. */
export interface ChoiceContext {
  readonly files: Files;
  /** Whose paths these are; `win32` also means that upper and lower case are the same. */
  readonly platform: 'posix' | 'win32';
  readonly workspaceFolders: readonly WorkspaceFolder[];
  /** What `~` stands for. */
  readonly home: string;
  /** What the user chose for this Dockerfile, by the setting `layerwise.image` or by command. */
  readonly chosen: NamedImage | null;
  /** The setting `layerwise.images`. */
  readonly images: readonly GlobbedImage[];
  /** Variables for compose and bake files; they go before those of `.env`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether a file with the name of an archive is an image. By default its name is believed. */
  readonly isImage?: (path: string) => Promise<boolean>;
  /** The names of the images in an archive or layout. By default none are known. */
  readonly tagsOf?: (path: string) => Promise<readonly string[]>;
}

export interface WorkspaceFolder {
  readonly name: string;
  readonly path: string;
}

/** An image as a setting names it: the path may be relative, and have `~` and `${workspaceFolder}`. */
export interface NamedImage extends ImageDetails {
  readonly path: string;
}

export interface GlobbedImage extends NamedImage {
  /** Of Dockerfiles, from the workspace folder, or absolute. */
  readonly glob: string;
}

/** What a source of candidates has to say. It never rejects: what it cannot read is among the problems. */
export interface Found {
  /** The best first. */
  readonly candidates: readonly ImageCandidate[];
  readonly wanted: readonly WantedImage[];
  readonly problems: readonly Problem[];
  /** Files, and folders with what is directly in them, whose change can change what is found. */
  readonly watched: readonly string[];
  /** The user named an image that is not there. No other is then to be shown in its place: what to do instead. */
  readonly missing?: string;
}

export type CandidateSource = (dockerfilePath: string, context: ChoiceContext) => Promise<Found>;

export const nothingFound: Found = { candidates: [], wanted: [], problems: [], watched: [] };
