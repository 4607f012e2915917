import { describe, expect, it } from 'vitest';
import type { FittingImage } from '../../../src/protocol/engineQuestions.ts';
import type { ResultOf } from '../../../src/protocol/questions.ts';
import type { EngineLookup } from '../../../src/server/images/choiceContext.ts';
import { allCandidates } from '../../../src/server/images/chooseImage.ts';
import { imageSources } from '../../../src/server/images/imageSources.ts';
import { choose, chosenLine, contextOf } from './choosing.ts';

const dockerfile = '/work/app/Dockerfile';
const tree = { [dockerfile]: 'FROM scratch\nRUN make\n' };
const compose = 'services: { web: { build: app, image: "shop/web:1.2", platform: linux/arm64 } }';

function image(name: string | null, more: Partial<FittingImage> = {}): FittingImage {
  const of = { engine: 'Docker 26.1.5', id: 'sha256:1', created: 1, size: 1, platform: null };
  const fit = { same: 3, all: 3, others: 0 };
  return { reference: `docker://${name ?? 'sha256:1'}`, name, ...of, ...fit, ...more };
}

interface Engines {
  readonly has?: readonly FittingImage[];
  readonly fit?: readonly FittingImage[];
  readonly engines?: readonly string[];
  readonly gone?: readonly string[];
}

function lookup({ has = [], fit = [], engines = ['Docker 26.1.5'], gone = [] }: Engines) {
  const asked: string[] = [];
  const answer: ResultOf<'engineImages'> = { engines, gone, images: has };
  const found: EngineLookup = {
    images() {
      asked.push('images');
      return Promise.resolve(answer);
    },
    fitting(text) {
      asked.push(text);
      return Promise.resolve({ ...answer, total: has.length, images: fit });
    },
  };
  return { ...found, asked };
}

describe('images of engines come last', () => {
  it.each<[string, Readonly<Record<string, string | { modified: number }>>, string]>([
    [
      'after files',
      { '/work/app/image.tar': { modified: 1 } },
      '/work/app/image.tar: beside the Dockerfile, with a name that fits',
    ],
    [
      'and are asked for when there is none',
      {},
      'docker://web:1: the newest image of Docker 26.1.5 whose history fits 3 of 3 instructions',
    ],
  ])('%s', async (_, more, expected) => {
    const engines = lookup({ fit: [image('web:1')] });
    expect(await chosenLine(dockerfile, { tree: { ...tree, ...more }, engines })).toBe(expected);
    expect(engines.asked).toEqual(expected.startsWith('docker') ? [tree[dockerfile]] : []);
  });

  it('are matched with the text as the editor has it', async () => {
    const engines = lookup({});
    await choose(dockerfile, { tree, engines, text: 'FROM typed' });
    expect(engines.asked).toEqual(['FROM typed']);
  });

  it('are those first that compose files call so, where no archive has them', async () => {
    const has = [image('docker.io/shop/web:1.2'), image('shop/web:1.3'), image(null)];
    const engines = lookup({ has, fit: [image('web:1')] });
    const world = { tree: { ...tree, '/work/compose.yaml': compose }, engines };
    const { choice } = await choose(dockerfile, world);
    expect(choice).toEqual({
      candidate: {
        reference: 'docker://docker.io/shop/web:1.2',
        platform: 'linux/arm64',
        reason: { kind: 'engine', text: 'called shop/web:1.2 by service web of compose.yaml, in Docker 26.1.5' },
      },
      others: [expect.objectContaining({ reference: 'docker://web:1' })],
    });
  });

  it('are listed all for whoever wants another', async () => {
    const engines = lookup({ fit: [image('web:2'), image('web:1', { same: 2 })] });
    const world = contextOf({ tree: { ...tree, '/work/app/image.tar': { modified: 1 } }, engines });
    const { candidates } = await allCandidates(imageSources, dockerfile, world);
    expect(candidates.map(({ path, reference, reason }) => [path ?? reference, reason.text])).toEqual([
      ['/work/app/image.tar', 'beside the Dockerfile, with a name that fits'],
      ['docker://web:2', 'the newest image of Docker 26.1.5 whose history fits 3 of 3 instructions'],
      ['docker://web:1', 'an image of Docker 26.1.5 whose history fits 2 of 3 instructions'],
    ]);
  });
});

describe('without one, it is said', () => {
  it.each<[string, Engines | { readonly closed: string }, string]>([
    [
      'that none fits',
      { has: [image('a'), image('b')] },
      'None of the 2 images in Docker 26.1.5 has a history that fits.',
    ],
    ['that there is none', {}, 'Docker 26.1.5 has no images.'],
    ['that no engine answers', { engines: [] }, 'No engine answers.'],
    ['why none was asked', { closed: 'They are not asked.' }, 'They are not asked.'],
  ])('%s', async (_, engines, expected) => {
    const world = { tree, engines: 'closed' in engines ? engines : lookup(engines) };
    expect(await chosenLine(dockerfile, world)).toContain(` ${expected} Save it with`);
  });

  it('what went wrong', async () => {
    const fitting = () => Promise.reject(new Error('the merger was stopped'));
    const engines = { ...lookup({}), fitting };
    expect(await chosenLine(dockerfile, { tree, engines })).toContain('could not be asked: the merger was stopped.');
  });

  it('that it may be in an engine that left', async () => {
    const unsure = async (gone: readonly string[]) => {
      const { isUnsure, asksEngines } = await choose(dockerfile, { tree, engines: lookup({ gone }) });
      return { isUnsure, asksEngines };
    };
    expect(await unsure([])).toEqual({ isUnsure: false, asksEngines: true });
    expect(await unsure(['Docker 26.1.5'])).toEqual({ isUnsure: true, asksEngines: true });
  });
});

it('an image named by a reference is taken as it is named', async () => {
  const images = [{ glob: '**/Dockerfile', reference: 'docker://web:1' }];
  expect(await chosenLine(dockerfile, { tree, images })).toBe(
    'docker://web:1: named in layerwise.images for **/Dockerfile',
  );
  expect(await chosenLine(dockerfile, { tree, chosen: { reference: 'web' } })).toBe(
    'web: the image you chose for this Dockerfile',
  );
});
