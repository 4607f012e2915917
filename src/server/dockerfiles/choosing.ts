import { fileOfUri } from '../editor/uri.ts';
import type { ChoiceContext } from '../images/choiceContext.ts';
import { allCandidates, type Choosing, chooseImage } from '../images/chooseImage.ts';
import { chosenImage } from '../images/chosen.ts';
import type { ImageCandidate } from '../images/imageChoice.ts';
import { imageSources } from '../images/imageSources.ts';

/** A document that is no file has only the image that was chosen for it: nothing lies beside it. */
export async function chooseFor(uri: string, context: ChoiceContext): Promise<Choosing> {
  const path = fileOfUri(uri);
  if (path !== null) return chooseImage(imageSources, path, context);
  const chosen = await chooseImage([chosenImage], '', context);
  return context.chosen === null ? { ...chosen, choice: { none: NO_FILE } } : chosen;
}

/** Without those of engines unless the context has engines. */
export async function candidatesFor(uri: string, context: ChoiceContext): Promise<readonly ImageCandidate[]> {
  const path = fileOfUri(uri);
  const sources = path === null ? [chosenImage] : imageSources;
  return (await allCandidates(sources, path ?? '', context)).candidates;
}

const NO_FILE =
  'No image is known for this document, because it is no file that an image could lie beside. Choose an image for it, or name one in layerwise.image.';
