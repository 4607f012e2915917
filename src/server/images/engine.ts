import { sameImageName } from '../../core/image/imageName.ts';
import { plural } from '../../core/words/countText.ts';
import type { ResultOf } from '../../protocol/questions.ts';
import {
  type CandidateSource,
  type ChoiceContext,
  type EngineLookup,
  type Found,
  nothingFound,
} from './choiceContext.ts';
import type { ImageCandidate, WantedImage } from './imageChoice.ts';
import { readText } from './readText.ts';

/**
 * Images of Docker and Podman: those that compose and bake files name and no file here holds, then those whose history fits
 * the Dockerfile.
 */
export const imagesOfEngines: CandidateSource = async (dockerfilePath, context) => {
  const { engines } = context;
  if (engines === undefined) return nothingFound;
  if ('closed' in engines) return { ...nothingFound, remark: engines.closed };
  try {
    return await found(engines, dockerfilePath, context);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ...nothingFound, asksEngines: true, remark: `Engines could not be asked: ${why}.` };
  }
};

async function found(engines: EngineLookup, dockerfilePath: string, context: ChoiceContext): Promise<Found> {
  const text = context.text ?? (await readText(dockerfilePath, context)).text ?? '';
  const { wanted = [] } = context;
  const named = wanted.some(({ tag }) => tag !== undefined) ? (await engines.images()).images : [];
  const fitting = await engines.fitting(text);
  const candidates = [...wanted.flatMap((image) => calledAs(image, named)), ...fittingCandidates(fitting)];
  return {
    ...nothingFound,
    candidates,
    asksEngines: true,
    isUnsure: fitting.gone.length > 0,
    ...(candidates.length === 0 ? { remark: noneFits(fitting) } : {}),
  };
}

/** The name is in the reference: beside it, a tag would be one of several in a file. */
function calledAs(
  { tag, reason, platform, target, buildArgs }: WantedImage,
  images: ResultOf<'engineImages'>['images'],
): readonly ImageCandidate[] {
  if (tag === undefined) return [];
  return images
    .filter(({ name }) => name !== null && sameImageName(name, tag))
    .map(({ reference, engine }) => ({
      reference,
      ...(platform === undefined ? {} : { platform }),
      ...(target === undefined ? {} : { target }),
      ...(buildArgs === undefined ? {} : { buildArgs }),
      reason: { kind: 'engine', text: `called ${tag} by ${reason.text}, in ${engine}` },
    }));
}

function fittingCandidates({ images }: ResultOf<'fittingImages'>): readonly ImageCandidate[] {
  return images.map(({ reference, engine, same, all }, rank) => {
    const which = rank === 0 ? `the newest image of ${engine}` : `an image of ${engine}`;
    const text = `${which} whose history fits ${same} of ${plural(all, 'instruction')}`;
    return { reference, reason: { kind: 'engine', text } };
  });
}

function noneFits({ engines, total }: ResultOf<'fittingImages'>): string {
  if (engines.length === 0) return 'No engine answers.';
  if (total === 0) return `${engines.join(' and ')} has no images.`;
  return `None of the ${plural(total, 'image')} in ${engines.join(' and ')} has a history that fits.`;
}
