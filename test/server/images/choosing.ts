import { fullPlace } from '../../../src/core/words/pathOrReference.ts';
import type { ChoiceContext } from '../../../src/server/images/choiceContext.ts';
import { chooseImage } from '../../../src/server/images/chooseImage.ts';
import { imageSources } from '../../../src/server/images/imageSources.ts';
import { type Content, type MemoryFiles, memoryFiles } from './memoryFiles.ts';

type World = Partial<Omit<ChoiceContext, 'files'>> & {
  /** By absolute paths. */
  readonly tree: Readonly<Record<string, Content>>;
  /** The names in archives, by their paths. */
  readonly tags?: Readonly<Record<string, readonly string[]>>;
};

/** A workspace at `/work`, or `C:\work`, with these files. */
export function contextOf({ tree, tags, ...rest }: World): ChoiceContext & { readonly files: MemoryFiles } {
  const { platform = 'posix' } = rest;
  const [work, home] = platform === 'win32' ? ['C:\\work', 'C:\\Users\\ada'] : ['/work', '/home/ada'];
  return {
    platform,
    workspaceFolders: [{ name: 'work', path: work }],
    home,
    chosen: null,
    images: [],
    environment: {},
    ...(tags === undefined ? {} : { tagsOf: (path: string) => Promise.resolve(tags[path] ?? []) }),
    ...rest,
    files: memoryFiles(tree, platform),
  };
}

export function choose(dockerfilePath: string, world: World) {
  return chooseImage(imageSources, dockerfilePath, contextOf(world));
}

/** `/work/web.tar: reason`, or why there is none. */
export async function chosenLine(dockerfilePath: string, world: World): Promise<string> {
  const { choice } = await choose(dockerfilePath, world);
  return 'none' in choice ? choice.none : `${fullPlace(choice.candidate)}: ${choice.candidate.reason.text}`;
}
