import type { CopyInstruction } from '../../core/context/copyInstruction.ts';
import { hasWildcard } from '../../core/context/goGlob.ts';
import { namedPaths } from '../../core/context/wantedPaths.ts';
import { bakeBuilds } from '../images/bake/bakeBuilds.ts';
import { readBakeProject } from '../images/bake/bakeProject.ts';
import type { Build } from '../images/build.ts';
import type { ChoiceContext } from '../images/choiceContext.ts';
import { composeBuilds } from '../images/compose/composeBuilds.ts';
import { readComposeProject } from '../images/compose/composeProject.ts';
import { expandPath } from '../images/expandPath.ts';
import { displayPath, foldersAround, pathsOf, samePath } from '../images/paths.ts';

/** The folder that a Dockerfile is built from. */
export interface BuildContext {
  /** Absolute. */
  readonly root: string;
  /** For people, after “the context is”. */
  readonly reason: string;
  /** What a compose or bake file gives. */
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Files whose change can change it. */
  readonly watched: readonly string[];
}

/**
 * That of the setting; that of a compose or bake file which builds this Dockerfile; else the Dockerfile's own folder, or the
 * nearest above in the workspace where what the instructions name is there and not in its own.
 */
export async function findBuildContext(
  dockerfilePath: string,
  setting: string | null,
  copies: readonly CopyInstruction[],
  context: ChoiceContext,
): Promise<BuildContext> {
  if (setting !== null) {
    const root = expandPath(setting, dockerfilePath, context);
    return { root, reason: 'named in layerwise.build.context', buildArgs: {}, watched: [] };
  }
  const { builds, watched } = await buildsAround(dockerfilePath, context);
  for (const { context: root, origin, buildArgs } of builds) {
    if (root !== null) return { root, reason: `that of ${origin}`, buildArgs, watched };
  }
  const guess = await folderWithSources(dockerfilePath, copies, context);
  return { ...guess, buildArgs: {}, watched };
}

/** What builds this Dockerfile, in the folders from its own up to the workspace's. */
async function buildsAround(
  dockerfilePath: string,
  context: ChoiceContext,
): Promise<{ readonly builds: readonly Build[]; readonly watched: readonly string[] }> {
  const folders = foldersAround(dockerfilePath, context);
  const found = await Promise.all(
    folders.map(async (folder) => {
      const compose = await readComposeProject(folder, context);
      const bake = await readBakeProject(folder, context);
      return {
        builds: [...composeBuilds(compose, context), ...bakeBuilds(bake, context)],
        watched: [...compose.watched, ...bake.watched],
      };
    }),
  );
  const own = found
    .flatMap(({ builds }) => builds)
    .filter(({ dockerfile }) => dockerfile !== null && samePath(dockerfile, dockerfilePath, context));
  return { builds: own, watched: found.flatMap(({ watched }) => watched) };
}

async function folderWithSources(
  dockerfilePath: string,
  copies: readonly CopyInstruction[],
  context: ChoiceContext,
): Promise<Pick<BuildContext, 'root' | 'reason'>> {
  const [own, ...above] = foldersAround(dockerfilePath, context);
  const ownFolder = { root: own, reason: 'the folder of the Dockerfile' };
  const named = namedPaths(copies).filter((path) => !hasWildcard(path));
  if (named.length === 0 || (await countThere(own, named, context)) > 0) return ownFolder;
  for (const root of above) {
    if ((await countThere(root, named, context)) === named.length) {
      return { root, reason: `${displayPath(root, context)}, where all is that the lines name` };
    }
  }
  return ownFolder;
}

async function countThere(folder: string, names: readonly string[], context: ChoiceContext): Promise<number> {
  const states = await Promise.all(
    names.map((name) => context.files.stat(pathsOf(context).join(folder, name)).catch(() => null)),
  );
  return states.filter((state) => state !== null).length;
}
