import { isDockerfileName, isNamedAfter, nameFit } from './archiveName.ts';
import type { CandidateSource, ChoiceContext } from './choiceContext.ts';
import { type FolderImage, type FolderImages, imagesInFolder } from './folderImages.ts';
import type { ImageCandidate } from './imageChoice.ts';
import { pathsOf } from './paths.ts';

/** Each archive that is asked whether it is an image is opened. */
const MAXIMUM_ASKED = 50;

/** Archives and OCI layouts in the Dockerfile's folder: those called as it is first, then the newest. */
export const imagesBeside: CandidateSource = async (dockerfilePath, context) => {
  const folder = pathsOf(context).dirname(dockerfilePath);
  const found = await imagesInFolder(folder, context);
  const own = found.images.filter(({ name }) => !isOfAnother(name, dockerfilePath, found, context));
  const sorted = sortByFit(own, dockerfilePath, context).slice(0, MAXIMUM_ASKED);
  const answers = await Promise.all(sorted.map(({ path }) => isImage(path, context)));
  const images = sorted.filter((_, index) => answers[index]);
  const candidates = images.map((image, rank) => besideCandidate(image, rank, dockerfilePath, context));
  // Also what is no image yet: it may be written just now.
  return { candidates, wanted: [], problems: found.problems, watched: [folder, ...sorted.map(({ path }) => path)] };
};

/** Beside `Dockerfile.web`, `web.tar` is no image of `Dockerfile.job`, even when there is no other. */
function isOfAnother(name: string, dockerfilePath: string, found: FolderImages, context: ChoiceContext): boolean {
  const own = pathsOf(context).basename(dockerfilePath);
  if (isNamedAfter(name, own)) return false;
  return found.names.some((other) => isDockerfileName(other) && other !== own && isNamedAfter(name, other));
}

function sortByFit(images: readonly FolderImage[], dockerfilePath: string, context: ChoiceContext): FolderImage[] {
  const fit = ({ name }: FolderImage): number => nameFit(name, dockerfilePath, context) ?? Number.MAX_SAFE_INTEGER;
  return images.toSorted(
    (one, other) => fit(one) - fit(other) || other.modified - one.modified || (one.name < other.name ? -1 : 1),
  );
}

async function isImage(path: string, context: ChoiceContext): Promise<boolean> {
  try {
    return (await context.isImage?.(path)) ?? true;
  } catch {
    // Whoever opens it later is told why; here it is only no image.
    return false;
  }
}

function besideCandidate(
  image: FolderImage,
  rank: number,
  dockerfilePath: string,
  context: ChoiceContext,
): ImageCandidate {
  const fits = nameFit(image.name, dockerfilePath, context) !== null;
  const why = fits ? ', with a name that fits' : rank === 0 ? ', the newest image there' : '';
  return { path: image.path, reason: { kind: 'beside', text: `beside the Dockerfile${why}` } };
}
