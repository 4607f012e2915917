import { describe, expect, it } from 'vitest';
import { allCandidates, chooseImage } from '../../../src/server/images/chooseImage.ts';
import { imageSources } from '../../../src/server/images/imageSources.ts';
import { choose, chosenLine, contextOf } from './choosing.ts';

const dockerfile = '/work/app/Dockerfile';
const archive = { modified: 1 };
const compose = 'services: { web: { build: app, image: "shop/web:1.2" } }';
const bake = 'target "web" {\n context = "app"\n output = ["type=oci,dest=out.tar"]\n}\n';

const everything = {
  tree: {
    [dockerfile]: 'FROM scratch',
    '/work/chosen.tar': archive,
    '/work/named.tar': archive,
    '/work/app/image.tar': archive,
    '/work/compose.yaml': compose,
    '/work/composed.tar': archive,
    '/work/docker-bake.hcl': bake,
    '/work/out.tar': archive,
  },
  chosen: { path: 'chosen.tar' },
  images: [{ glob: '**/Dockerfile', path: 'named.tar' }],
  tags: { '/work/composed.tar': ['docker.io/shop/web:1.2'] },
};

function without(...paths: string[]) {
  const left = Object.entries(everything.tree).filter(([path]) => !paths.includes(path));
  return { ...everything, chosen: null, tree: Object.fromEntries(left) };
}

describe('the order of sources', () => {
  it.each([
    ['what the user chose', everything, '/work/chosen.tar: the image you chose for this Dockerfile'],
    ['the setting', { ...everything, chosen: null }, '/work/named.tar: named in layerwise.images for **/Dockerfile'],
    ['beside', { ...without(), images: [] }, '/work/app/image.tar: beside the Dockerfile, with a name that fits'],
    [
      'compose',
      { ...without('/work/app/image.tar'), images: [] },
      '/work/composed.tar: called shop/web:1.2 by service web of compose.yaml',
    ],
    [
      'bake',
      { ...without('/work/app/image.tar', '/work/composed.tar'), images: [] },
      '/work/out.tar: written by target web of docker-bake.hcl',
    ],
  ])('%s', async (_, world, expected) => {
    expect(await chosenLine(dockerfile, world)).toBe(expected);
  });

  it('lists all for whoever wants another', async () => {
    const { candidates } = await allCandidates(imageSources, dockerfile, contextOf(everything));
    expect(candidates.map(({ path }) => path)).toEqual([
      '/work/chosen.tar',
      '/work/named.tar',
      '/work/app/image.tar',
      '/work/composed.tar',
      '/work/out.tar',
    ]);
  });
});

describe('what is looked at', () => {
  it('is no more than needed', async () => {
    const context = contextOf(everything);
    await chooseImage(imageSources, dockerfile, context);
    expect(context.files.accesses).toEqual(['stat /work/chosen.tar']);
  });

  it('is read once, however many sources ask', async () => {
    const context = contextOf({ ...without('/work/app/image.tar', '/work/composed.tar', '/work/out.tar'), images: [] });
    await chooseImage(imageSources, dockerfile, context);
    expect(context.files.accesses).toEqual([...new Set(context.files.accesses)]);
    expect(context.files.accesses).toContain('read /work/compose.yaml');
  });

  it('is watched, and nothing else', async () => {
    expect((await choose(dockerfile, everything)).watched).toEqual(['/work/chosen.tar']);
    const { watched } = await choose(dockerfile, { ...without(), images: [] });
    expect(watched).toEqual(['/work/app', '/work/app/image.tar']);
  });

  it('is everything when there is none', async () => {
    const { watched } = await choose(dockerfile, { tree: { [dockerfile]: '' } });
    expect(watched).toEqual(
      expect.arrayContaining([
        '/work/app',
        '/work/app/compose.yaml',
        '/work/compose.yaml',
        '/work/docker-compose.override.yml',
        '/work/.env',
        '/work/docker-bake.hcl',
      ]),
    );
    expect(watched.filter((path) => !path.startsWith('/work/'))).toEqual([]);
  });
});

describe('without an image', () => {
  it('says what was looked for and what to do', async () => {
    expect(await chosenLine(dockerfile, { tree: { [dockerfile]: '' } })).toBe(
      'No image is known for app/Dockerfile. None is named in layerwise.images, none lies beside it, and compose and bake ' +
        'files lead to none. Save it with `docker save -o app/image.tar NAME`, or name its file in layerwise.images.',
    );
  });

  it('says what the image is called, once', async () => {
    const none = await chosenLine(dockerfile, { tree: { '/work/compose.yaml': compose } });
    expect(none).toContain('The service web of compose.yaml calls the image shop/web:1.2, which no archive here has.');
    expect(none).toContain('`docker save -o app/image.tar shop/web:1.2`');
    expect(none.match(/calls the image/g)).toHaveLength(1);
  });

  it('says which file is not there yet', async () => {
    const none = await chosenLine(dockerfile, { tree: { '/work/docker-bake.hcl': bake } });
    expect(none).toContain('The target web of docker-bake.hcl writes out.tar, which is not there yet.');
  });

  it('counts what it does not name', async () => {
    const services = ['a', 'b', 'c', 'd', 'e'].map((name) => `  ${name}: { build: app, image: "${name}" }`).join('\n');
    const none = await chosenLine(dockerfile, { tree: { '/work/compose.yaml': `services:\n${services}` } });
    expect(none).toContain('2 more are named');
  });

  it('shows no other image in place of one that the user named', async () => {
    const tree = { '/work/app/image.tar': archive };
    const images = [{ glob: '**/Dockerfile', path: 'out/web.tar' }];
    expect(await chosenLine(dockerfile, { tree, images })).toBe(
      'There is no out/web.tar, which is named in layerwise.images for **/Dockerfile. Build or save the image there, or ' +
        'name another.',
    );
    expect(await chosenLine(dockerfile, { tree, chosen: { path: 'gone.tar' } })).toContain(
      'There is no gone.tar, which',
    );
  });

  it('quotes a path with blanks', async () => {
    expect(await chosenLine('/work/my app/Dockerfile', { tree: {} })).toContain('-o "my app/image.tar" NAME');
  });
});

it('merges what several say of one image, and their reasons', async () => {
  const services =
    'services: { web: { build: app, image: w }, api: { build: app, image: w }, job: { build: app, image: w, platform: linux/arm64 } }';
  const tree = { '/work/compose.yaml': services, '/work/w.tar': archive };
  const { choice } = await choose(dockerfile, { tree, tags: { '/work/w.tar': ['w:latest'] } });
  expect(choice).toEqual({
    candidate: {
      path: '/work/w.tar',
      tag: 'w',
      reason: {
        kind: 'compose',
        text: 'called w by service web of compose.yaml, and called w by service api of compose.yaml',
      },
    },
    others: [expect.objectContaining({ path: '/work/w.tar', platform: 'linux/arm64' })],
  });
});
