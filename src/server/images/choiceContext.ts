import type { PathOrReference } from '../../core/words/pathOrReference.ts';
import type { ResultOf } from '../../protocol/questions.ts';
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
  /** Where engines may not be asked, a sentence says why. By default there are none. */
  readonly engines?: EngineLookup | { readonly closed: string };
  /** The Dockerfile as the editor has it; by default as its file is. */
  readonly text?: string;
  /** What the sources before this one have heard of and not found. */
  readonly wanted?: readonly WantedImage[];
}

export interface WorkspaceFolder {
  readonly name: string;
  readonly path: string;
}

/** An image as a setting names it: the path may be relative, and have `~` and `${workspaceFolder}`. */
export type NamedImage = ImageDetails & PathOrReference;

export type GlobbedImage = NamedImage & {
  /** Of Dockerfiles, from the workspace folder, or absolute. */
  readonly glob: string;
};

/** What engines have. Both answer within some seconds. */
export interface EngineLookup {
  images(): Promise<ResultOf<'engineImages'>>;
  /** Those that fit a Dockerfile with this text. */
  fitting(text: string): Promise<ResultOf<'fittingImages'>>;
}

/** What a source of candidates has to say. It never rejects: what it cannot read is among the problems. */
export interface Found {
  /** The best first. */
  readonly candidates: readonly ImageCandidate[];
  readonly wanted: readonly WantedImage[];
  readonly problems: readonly Problem[];
  /** Files, and folders with what is directly in them, whose change can change what is found. */
  readonly watched: readonly string[];
  /** Engines were asked: what they have can change what is found. */
  readonly asksEngines?: boolean;
  /** An engine that may have the image does not answer any more. */
  readonly isUnsure?: boolean;
  /** A sentence for whoever wonders why there is none. */
  readonly remark?: string;
  /** The user named an image that is not there. No other is then to be shown in its place: what to do instead. */
  readonly missing?: string;
}

export type CandidateSource = (dockerfilePath: string, context: ChoiceContext) => Promise<Found>;

export const nothingFound: Found = { candidates: [], wanted: [], problems: [], watched: [] };
