import { bakeBuilds } from './bake/bakeBuilds.ts';
import { readBakeProject } from './bake/bakeProject.ts';
import type { CandidateSource } from './choiceContext.ts';
import { imagesOfBuilds } from './imagesOfBuilds.ts';
import { foldersAround, samePath } from './paths.ts';

/** Images of targets that build this Dockerfile, in bake files beside it and in the folders above. */
export const bakeImages: CandidateSource = async (dockerfilePath, context) => {
  const folders = foldersAround(dockerfilePath, context);
  const projects = await Promise.all(folders.map((folder) => readBakeProject(folder, context)));
  const builds = projects.flatMap((project) => bakeBuilds(project, context));
  const own = builds.filter(({ dockerfile }) => dockerfile !== null && samePath(dockerfile, dockerfilePath, context));
  // Any of these may be this Dockerfile's.
  const undecided = builds.filter(({ dockerfile }) => dockerfile === null);
  const found = await imagesOfBuilds(own, 'bake', dockerfilePath, context);
  return {
    ...found,
    problems: [...projects, ...undecided, found].flatMap(({ problems }) => problems),
    watched: [...projects.flatMap(({ watched }) => watched), ...found.watched],
  };
};
