import type { CheckedParams, ResultOf } from '../../protocol/questions.ts';
import { endpoints } from '../../sources/engine/endpoints.ts';
import { surroundings } from '../../sources/engine/surroundings.ts';
import { describedImages } from '../engines/describedImages.ts';
import { type EngineListing, engineLister, rowsOf } from '../engines/engineImages.ts';
import { fittingImages } from '../engines/fittingImages.ts';
import { followEngines } from '../engines/followEngines.ts';
import type { Means } from '../loadImage.ts';

/** What the merger tells of engines. Where they may not be asked, no connection is made, and there is nothing to tell. */
export interface EngineAnswers {
  images(signal: AbortSignal): Promise<ResultOf<'engineImages'>>;
  fitting(params: CheckedParams<'fittingImages'>, signal: AbortSignal): Promise<ResultOf<'fittingImages'>>;
  follow(tell: (value: null) => void, signal: AbortSignal): Promise<null>;
}

export function engineAnswers(means: Pick<Means, 'engines' | 'env'>): EngineAnswers {
  const places = () => endpoints(surroundings(means.env), null);
  const list = engineLister(places);
  const described = describedImages();

  async function listing(signal: AbortSignal): Promise<EngineListing> {
    return means.engines ? list(signal) : { answering: [], gone: [] };
  }

  return {
    async images(signal) {
      const listed = await listing(signal);
      return { ...named(listed), images: rowsOf(listed, described) };
    },
    async fitting(params, signal) {
      const listed = await listing(signal);
      const total = listed.answering.reduce((sum, { images }) => sum + images.length, 0);
      return { ...named(listed), total, images: await fittingImages(params, listed, described, signal) };
    },
    async follow(tell, signal) {
      if (means.engines) await followEngines(places, () => tell(null), signal);
      return null;
    },
  };
}

function named({ answering, gone }: EngineListing): Pick<ResultOf<'engineImages'>, 'engines' | 'gone'> {
  return { engines: [...new Set(answering.map(({ engine }) => engine.name))], gone };
}
