import type { ChoiceContext } from './choiceContext.ts';
import { expandHome } from './expandPath.ts';
import type { Problem } from './imageChoice.ts';
import { pathsOf } from './paths.ts';

/** One image that a compose or bake file has built. */
export interface Build {
  /** Of the service or target. */
  readonly name: string;
  /** For people: `service web of compose.yaml`. */
  readonly origin: string;
  /** The file that says so. */
  readonly file: string;
  /** Absolute; null when it is not on this machine, is written inline, or is not known. */
  readonly dockerfile: string | null;
  /** The folder that is built from, absolute; null when it is not on this machine, or is not known. */
  readonly context: string | null;
  /** Names of the image. */
  readonly tags: readonly string[];
  readonly platforms: readonly string[];
  readonly target?: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Absolute paths of the archives or layouts that the build writes. */
  readonly outputs: readonly string[];
  /** What is not known of it, and should be. */
  readonly problems: readonly Problem[];
}

/** Where the Dockerfile of a build is, whose context is relative to `folder`; null for a context that is elsewhere. */
export function dockerfileAt(
  folder: string,
  buildContext: string,
  dockerfile: string,
  context: ChoiceContext,
): string | null {
  const paths = pathsOf(context);
  const fromFolder = /^cwd:\/\/(.*)$/s.exec(dockerfile)?.[1];
  if (fromFolder !== undefined) return paths.resolve(folder, fromFolder);
  const from = contextAt(folder, buildContext, context);
  return from === null || isRemote(dockerfile) ? null : paths.resolve(from, expandHome(dockerfile, context));
}

/** The folder that a context is, relative to `folder`; null for a context that is elsewhere. */
export function contextAt(folder: string, buildContext: string, context: ChoiceContext): string | null {
  if (isRemote(buildContext)) return null;
  const local = expandHome(buildContext.replace(/^cwd:\/\//, ''), context);
  return pathsOf(context).resolve(folder, local === '' ? '.' : local);
}

/** URLs, and what Git takes for one. https://docs.docker.com/build/concepts/context/#remote-context */
function isRemote(path: string): boolean {
  return /^(?!cwd:)[a-z][a-z0-9+.-]+:\/\/|^git@|^github\.com\/|^(?:target|service):/i.test(path);
}

/**
 * Whether this may name an image: variables that nobody set leave names such as `shop/web:`.
 * https://github.com/distribution/reference
 */
export function isImageName(text: string): boolean {
  const part = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
  const name = new RegExp(
    `^(?:[A-Za-z0-9.-]+(?::[0-9]+)?/)?${part}(?:/${part})*(?::\\w[\\w.-]{0,127})?(?:@[\\w+.:-]+)?$`,
  );
  return text.length <= 512 && name.test(text);
}
