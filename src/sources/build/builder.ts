import type { BuildOutput } from '../../core/build/buildOutput.ts';

/** What is to be built. Everything in it is the user's, and goes to the builder as arguments, never through a shell. */
export interface BuildRequest {
  /** Path of the Dockerfile; null for the builder's own choice, `-` for standard input. */
  readonly dockerfile: string | null;
  /** A directory, a URL, or `-` for standard input. */
  readonly context: string;
  readonly target: string | null;
  readonly tags: readonly string[];
  /** More of the builder's own arguments. */
  readonly arguments: readonly string[];
}

/** Files that a builder is asked to write, in a directory that is removed. */
export interface BuildFiles {
  readonly metadata: string;
  readonly imageId: string;
}

/** A program with its arguments, and how to read what it says. Nothing runs by making one. */
export interface BuildCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** Added to the environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly output: () => BuildOutput;
}

/** What a builder wrote into its files; null where it wrote none. */
export interface WrittenFiles {
  readonly metadata: unknown;
  readonly imageId: string | null;
}

/** Where the image is that was built. */
export type BuiltPlace =
  | { readonly kind: 'file'; readonly path: string }
  /** In an engine, or wherever else `openReference` finds it. */
  | { readonly kind: 'reference'; readonly reference: string }
  /** Behind a program that writes it to its standard output; `reference` is what engines call it. */
  | {
      readonly kind: 'export';
      readonly reference: string;
      readonly command: string;
      readonly args: readonly string[];
    };

/** One way of building. Its methods are pure. */
export interface Builder {
  /** As a sentence calls it: `docker buildx build`. */
  readonly name: string;
  /** What it calls a Dockerfile in the context, where none is named. */
  readonly dockerfileNames: readonly string[];
  /** It tells what each instruction took. */
  readonly tellsTimes: boolean;
  command(request: BuildRequest, files: BuildFiles): BuildCommand;
  /** Null when the builder does not say, or made no image. */
  place(request: BuildRequest, written: WrittenFiles): BuiltPlace | null;
}
