import { sameImageName } from '../../core/image/imageName.ts';
import type { ChoiceContext } from './choiceContext.ts';
import { expandPath } from './expandPath.ts';
import { imagesInFolder } from './folderImages.ts';
import type { Problem } from './imageChoice.ts';
import { imageStates } from './imageState.ts';

/** To learn its names, an archive is opened. */
const MAXIMUM_OPENED = 50;

export interface KnownArchives {
  readonly archives: readonly KnownArchive[];
  readonly problems: readonly Problem[];
  readonly watched: readonly string[];
}

export interface KnownArchive {
  readonly path: string;
  readonly tags: readonly string[];
}

/** Archives and layouts in `folder`, and those that `layerwise.images` names for whatever Dockerfile, with what they hold. */
export async function knownArchives(
  folder: string,
  dockerfilePath: string,
  context: ChoiceContext,
): Promise<KnownArchives> {
  const named = await namedArchives(dockerfilePath, context);
  const { images, problems } = await imagesInFolder(folder, context);
  const newest = images.toSorted((one, other) => other.modified - one.modified).slice(0, MAXIMUM_OPENED);
  const tags = await Promise.all(newest.map(({ path }) => tagsOf(path, context)));
  const lying = newest.map(({ path }, index) => ({ path, tags: tags[index] ?? [] }));
  return { archives: [...named, ...lying], problems, watched: [folder, ...newest.map(({ path }) => path)] };
}

export function holds({ tags }: KnownArchive, tag: string): boolean {
  return tags.some((name) => sameImageName(name, tag));
}

async function namedArchives(dockerfilePath: string, context: ChoiceContext): Promise<readonly KnownArchive[]> {
  const named = context.images.flatMap(({ path, tag }) =>
    path === undefined ? [] : [{ path: expandPath(path, dockerfilePath, context), tag }],
  );
  const states = await imageStates(
    named.map(({ path }) => path),
    context,
  );
  const archives = await Promise.all(named.map((image) => archiveOf(image, context)));
  return archives.filter((_, index) => states[index] !== null);
}

async function archiveOf(
  { path, tag }: { readonly path: string; readonly tag: string | undefined },
  context: ChoiceContext,
): Promise<KnownArchive> {
  return { path, tags: tag === undefined ? await tagsOf(path, context) : [tag] };
}

async function tagsOf(path: string, context: ChoiceContext): Promise<readonly string[]> {
  try {
    return (await context.tagsOf?.(path)) ?? [];
  } catch {
    // What cannot be opened has no names; whoever opens it to show it is told why.
    return [];
  }
}
