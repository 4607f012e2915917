import type { ChoiceContext } from './choiceContext.ts';
import type { WantedImage } from './imageChoice.ts';
import { displayPath, pathsOf } from './paths.ts';

/** Named in a sentence; the rest is counted. */
const MAXIMUM_NAMED = 3;

/** What was looked for, and what to do. */
export function explainNone(
  wanted: readonly WantedImage[],
  remarks: readonly string[],
  dockerfilePath: string,
  context: ChoiceContext,
): string {
  const named = distinct(wanted.map((image) => sentence(image, context)));
  const told = named.slice(0, MAXIMUM_NAMED);
  const rest = named.length - told.length;
  const more = rest > 0 ? [`${rest} more are named and are not here either.`] : [];
  const looked = lookedFor(dockerfilePath, context);
  return [looked, ...told, ...more, ...remarks, advice(wanted, dockerfilePath, context)].join(' ');
}

function lookedFor(dockerfilePath: string, context: ChoiceContext): string {
  const what = `No image is known for ${displayPath(dockerfilePath, context)}.`;
  return `${what} None is named in layerwise.images, none lies beside it, and compose and bake files lead to none.`;
}

/** Reasons of wanted images read “service web of compose.yaml”. */
function sentence({ tag, path, reason }: WantedImage, context: ChoiceContext): string {
  if (path !== undefined) return `The ${reason.text} writes ${displayPath(path, context)}, which is not there yet.`;
  return `The ${reason.text} calls the image ${tag ?? 'nothing'}, which no archive here has.`;
}

function advice(wanted: readonly WantedImage[], dockerfilePath: string, context: ChoiceContext): string {
  const tag = wanted.find((image) => image.tag !== undefined)?.tag ?? 'NAME';
  const paths = pathsOf(context);
  const archive = displayPath(paths.join(paths.dirname(dockerfilePath), 'image.tar'), context);
  return `Save it with \`docker save -o ${quoted(archive)} ${tag}\`, or name its file in layerwise.images.`;
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

function quoted(path: string): string {
  return /^[\w./\\:-]+$/.test(path) ? path : JSON.stringify(path);
}
