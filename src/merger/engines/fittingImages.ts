import { parseDockerfile } from '../../core/dockerfile/parseDockerfile.ts';
import type { Dockerfile } from '../../core/dockerfile/types.ts';
import { compareFits, historyFit } from '../../core/mapping/historyFit.ts';
import type { FittingImage } from '../../protocol/engineQuestions.ts';
import type { CheckedParams } from '../../protocol/questions.ts';
import type { ListedImage } from '../../sources/engine/engineAnswers.ts';
import type { EngineClient } from '../../sources/engine/engineClient.ts';
import { inTime } from '../../sources/engine/inTime.ts';
import type { DescribedImages } from './describedImages.ts';
import { type EngineListing, rowsOfImage } from './engineImages.ts';

/** Images that are asked for their history, the newest of each engine. Over ssh each question is a login. */
const MOST_ASKED = 100;
const MOST_ASKED_BY_SSH = 10;
const AT_ONCE = 4;
/** In milliseconds. What was not told by then is not waited for. */
const ASK_WITHIN = 5_000;
/** As many as anyone chooses from. */
const MOST_TOLD = 20;

/** Images whose history fits a Dockerfile: the best fit first, of equal ones the newest. */
export async function fittingImages(
  { text, target, buildArguments }: CheckedParams<'fittingImages'>,
  { answering }: EngineListing,
  described: DescribedImages,
  signal: AbortSignal,
): Promise<readonly FittingImage[]> {
  const dockerfile = parseDockerfile(text, { buildArgs: buildArguments });
  const found: FittingImage[] = [];
  const look = async (engine: EngineClient, image: ListedImage, until: AbortSignal): Promise<void> => {
    const fitting = await fitOf(dockerfile, target, described, engine, image, until);
    if (fitting !== null) found.push(fitting);
  };
  const work = answering.flatMap(({ engine, images }) =>
    images.slice(0, mostAsked(engine)).map((image) => (until: AbortSignal) => look(engine, image, until)),
  );
  try {
    await inTime(ASK_WITHIN, signal, (until) => someAtOnce(work, until));
  } catch {
    signal.throwIfAborted();
  }
  const byReference = new Map(found.map((fitting) => [fitting.reference, fitting]));
  return [...byReference.values()]
    .toSorted((one, other) => compareFits(one, other) || other.created - one.created)
    .slice(0, MOST_TOLD);
}

function mostAsked({ endpoint }: EngineClient): number {
  return endpoint.address.kind === 'ssh' ? MOST_ASKED_BY_SSH : MOST_ASKED;
}

async function fitOf(
  dockerfile: Dockerfile,
  target: string | undefined,
  described: DescribedImages,
  engine: EngineClient,
  image: ListedImage,
  signal: AbortSignal,
): Promise<FittingImage | null> {
  const told = await described.of(engine, image.Id, signal);
  const fit = told && historyFit(dockerfile, told.recorded, { target });
  const [row] = rowsOfImage(engine, image, described);
  return fit && row ? { ...row, ...fit } : null;
}

async function someAtOnce(
  work: readonly ((signal: AbortSignal) => Promise<void>)[],
  signal: AbortSignal,
): Promise<void> {
  const left = work.values();
  const go = async (): Promise<void> => {
    for (const each of left) {
      signal.throwIfAborted();
      await each(signal);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, go));
}
