import type { CandidateSource } from './choiceContext.ts';
import { composeBuilds } from './compose/composeBuilds.ts';
import { readComposeProject } from './compose/composeProject.ts';
import { imagesOfBuilds } from './imagesOfBuilds.ts';
import { foldersAround, samePath } from './paths.ts';

/** Images of services whose build is this Dockerfile, in compose files beside it and in the folders above. */
export const composeImages: CandidateSource = async (dockerfilePath, context) => {
  const folders = foldersAround(dockerfilePath, context);
  const projects = await Promise.all(folders.map((folder) => readComposeProject(folder, context)));
  const builds = projects.flatMap((project) => composeBuilds(project, context));
  const own = builds.filter(({ dockerfile }) => dockerfile !== null && samePath(dockerfile, dockerfilePath, context));
  const found = await imagesOfBuilds(own, 'compose', dockerfilePath, context);
  return {
    ...found,
    problems: [...projects.flatMap(({ problems }) => problems), ...found.problems],
    watched: [...projects.flatMap(({ watched }) => watched), ...found.watched],
  };
};
