import picomatch from 'picomatch';
import type { CandidateSource, ChoiceContext, GlobbedImage } from './choiceContext.ts';
import { foundNamed, namedCandidate } from './namedImage.ts';
import { pathWithin, withSlashes, workspaceFolderOf } from './paths.ts';

/** What is longer is nothing that a person wrote, and more than the matcher takes. */
const MAXIMUM_GLOB = 1000;

/** What the setting `layerwise.images` names for this Dockerfile, in the order of the setting. */
export const imagesOfSetting: CandidateSource = async (dockerfilePath, context) => {
  const fitting = context.images.filter(({ glob }) => matches(glob, dockerfilePath, context));
  const candidates = fitting.map((image) => {
    const reason = { kind: 'setting', text: `named in layerwise.images for ${image.glob}` } as const;
    return namedCandidate(image, reason, dockerfilePath, context);
  });
  return foundNamed(candidates, context);
};

/** A glob is of the path from the workspace folder, or of the absolute path. */
function matches(glob: GlobbedImage['glob'], dockerfilePath: string, context: ChoiceContext): boolean {
  const folder = workspaceFolderOf(dockerfilePath, context);
  const relative = folder === null ? null : pathWithin(folder.path, dockerfilePath, context);
  const pattern = withSlashes(glob, context).replace(/^(?:\.|\$\{workspaceFolder\})\//, '');
  if (pattern === '' || pattern.length > MAXIMUM_GLOB) return false;
  const isMatch = picomatch(pattern, { dot: true, nocase: context.platform === 'win32' });
  return (relative !== null && isMatch(relative)) || isMatch(withSlashes(dockerfilePath, context));
}
