import { pathUse } from '../../core/browse/pathUse.ts';
import type { ReadProgress } from '../../core/openImage.ts';
import type { ImageSummary } from '../../protocol/imageSummary.ts';
import type { CheckedParams, questions } from '../../protocol/questions.ts';
import { recognizeImage } from '../../sources/recognizeImage.ts';
import { recallBuildRecord } from '../cache/buildRecords.ts';
import { imageIdentity, imageState } from '../imageIdentity.ts';
import { imageStore } from '../imageStore.ts';
import { loadImage, type Means } from '../loadImage.ts';
import type { MergedImage } from '../mergedImage.ts';
import type { Answers } from '../thread/asking.ts';
import { changes } from './changes.ts';
import { children } from './children.ts';
import { content } from './content.ts';
import { type Compared, diffChildren, differences, diffGroups, diffPage, growth } from './diff.ts';
import { engineAnswers } from './engines.ts';
import { find } from './find.ts';
import { picture } from './picture.ts';
import { versions } from './versions.ts';
import { waste } from './waste.ts';
import { joins, without } from './whatIf.ts';

/** Everything that the merger's thread answers. */
export function mergerAnswers(means: Means): Answers<typeof questions> {
  const images = imageStore(
    (params, options) => loadImage(params, options, means),
    (params, signal) => imageIdentity(params, signal, means),
  );
  const compare = differences();
  const engines = engineAnswers(means);

  function compared<T>(
    a: ComparedSide,
    b: ComparedSide,
    signal: AbortSignal,
    tell: (difference: Compared) => T,
  ): Promise<T> {
    return images.use(a.image, (imageA) =>
      images.use(b.image, async (imageB) => {
        return tell(await compare(imageA, imageB, { a: a.step, b: b.step }, signal));
      }),
    );
  }

  return {
    recognize: ({ path }) => recognizeImage(path),
    identify: async ({ path, tag }, { signal }) => (await imageState(path, tag, signal, means)) ?? null,
    async open(params, { signal, onProgress }) {
      const image = await images.open(params, { signal, onProgress: seldom(onProgress) });
      return { key: params.key, ...image.summary(), ...(await knownBuild(image, means)) };
    },
    remember: ({ image }) => images.use(image, (merged) => merged.remember()),
    async release({ image }) {
      await images.release(image);
      return null;
    },
    hold({ image, key }) {
      images.hold(image, key);
      return null;
    },
    summary: ({ image: key }) =>
      images.use(key, async (image) => ({ key, ...image.summary(), ...(await knownBuild(image, means)) })),
    children: (params, { signal }) => images.use(params.image, (image) => children(image, params, signal)),
    changes: (params, { signal }) => images.use(params.image, (image) => changes(image, params, signal)),
    find: (params, { signal }) => images.use(params.image, (image) => find(image, params, signal)),
    versions: (params) => images.use(params.image, (image) => versions(image, params)),
    content: (params, { signal }) => images.use(params.image, (image) => content(image, params, signal)),
    waste: (params) => images.use(params.image, (image) => waste(image, params)),
    diff: ({ a, b, ...page }, { signal }) => compared(a, b, signal, (difference) => diffPage(difference, page)),
    diffGroups: ({ a, b, of }, { signal }) => compared(a, b, signal, (difference) => diffGroups(difference, of)),
    growth: ({ a, b, ...asked }, { signal }) => compared(a, b, signal, (difference) => growth(difference, asked)),
    diffChildren: ({ a, b, ...asked }, { signal }) =>
      compared(a, b, signal, (difference) => diffChildren(difference, asked)),
    joins: (params) => images.use(params.image, (image) => joins(image, params)),
    without: (params) => images.use(params.image, (image) => without(image, params)),
    pathUse: ({ image: key, path }) => images.use(key, ({ whole }) => pathUse(whole.tree, path)),
    picture: (params) => images.use(params.image, (image) => picture(image, params)),
    allowEngines({ allowed }) {
      means.engines = allowed;
      return null;
    },
    engineImages: (_, { signal }) => engines.images(signal),
    fittingImages: (params, { signal }) => engines.fitting(params, signal),
    followEngines: (_, { signal, onProgress }) => engines.follow(onProgress, signal),
  };
}

type ComparedSide = CheckedParams<'diff'>['a'];

async function knownBuild({ open }: MergedImage, { cache }: Means): Promise<Pick<ImageSummary, 'build'>> {
  const build = cache === null ? null : await recallBuildRecord(cache.directory, open.image.id);
  return build === null ? {} : { build };
}

/** Readers tell every few kilobytes; a hundredth of the whole is as fine as anyone can see. */
function seldom(tell: (progress: ReadProgress) => void): (progress: ReadProgress) => void {
  let told = -1;
  return (progress) => {
    const part = Math.floor((progress.bytes / Math.max(1, progress.totalBytes)) * 100) + progress.layersDone * 1000;
    if (part === told) return;
    told = part;
    tell(progress);
  };
}
