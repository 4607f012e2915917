import { describe, expect, it } from 'vitest';
import { choose, chosenLine } from './choosing.ts';

const archive = { modified: 1 };

describe('globs', () => {
  it.each([
    ['**/Dockerfile', '/work/app/Dockerfile', true],
    ['**/Dockerfile', '/work/Dockerfile', true],
    ['Dockerfile', '/work/Dockerfile', true],
    ['Dockerfile', '/work/app/Dockerfile', false],
    ['app/*.Dockerfile', '/work/app/web.Dockerfile', true],
    ['./app/Dockerfile', '/work/app/Dockerfile', true],
    ['${workspaceFolder}/app/Dockerfile', '/work/app/Dockerfile', true],
    ['/work/app/**', '/work/app/Dockerfile', true],
    ['**/Dockerfile', '/work/.devcontainer/Dockerfile', true],
    ['{a,b}/Dockerfile*', '/work/b/Dockerfile.web', true],
    ['**/dockerfile', '/work/Dockerfile', false],
    ['./', '/work/Dockerfile', false],
  ])('%s for %s: %s', async (glob, dockerfile, fits) => {
    const line = await chosenLine(dockerfile, {
      tree: { '/work/out.tar': archive },
      images: [{ glob, path: 'out.tar' }],
    });
    expect(line.startsWith('/work/out.tar: named')).toBe(fits);
  });
});

describe('paths of images', () => {
  it.each([
    ['out.tar', '/work/out.tar'],
    ['./b/../out.tar', '/work/out.tar'],
    ['/elsewhere/out.tar', '/elsewhere/out.tar'],
    ['~/out.tar', '/home/ada/out.tar'],
    ['~\\out.tar', '/work/~\\out.tar'],
    ['${workspaceFolder}/out.tar', '/work/out.tar'],
    ['${workspaceFolder:other}/out.tar', '/srv/other/out.tar'],
  ])('%s', async (path, expected) => {
    const world = {
      tree: { [expected]: archive },
      images: [{ glob: '**/Dockerfile', path }],
      workspaceFolders: [
        { name: 'work', path: '/work' },
        { name: 'other', path: '/srv/other' },
      ],
    };
    expect(await chosenLine('/work/app/Dockerfile', world)).toMatch(`${expected}: `);
  });

  it('start at the innermost workspace folder', async () => {
    const workspaceFolders = ['/work', '/work/app', '/'].map((path) => ({ name: path, path }));
    const world = {
      tree: { '/work/app/x.tar': archive },
      images: [{ glob: 'Dockerfile', path: 'x.tar' }],
      workspaceFolders,
    };
    expect(await chosenLine('/work/app/Dockerfile', world)).toMatch('/work/app/x.tar: named');
  });

  it('start at the Dockerfile outside of any', async () => {
    const world = { tree: { '/tmp/x.tar': archive }, images: [{ glob: '**/Dockerfile', path: 'x.tar' }] };
    expect(await chosenLine('/tmp/Dockerfile', world)).toMatch('/tmp/x.tar: ');
  });
});

describe('Windows', () => {
  it.each([
    ['**/Dockerfile', 'out.tar', 'C:\\work\\out.tar'],
    ['**\\dockerfile', 'out.tar', 'C:\\work\\out.tar'],
    ['c:/WORK/app/Dockerfile', 'D:\\images\\out.tar', 'D:\\images\\out.tar'],
    ['C:\\work\\**', 'D:/images/out.tar', 'D:\\images\\out.tar'],
    ['app/Dockerfile', '~\\out.tar', 'C:\\Users\\ada\\out.tar'],
    ['app/Dockerfile', '${workspaceFolder}\\out.tar', 'C:\\work\\out.tar'],
    ['app/Dockerfile', '\\\\server\\share\\out.tar', '\\\\server\\share\\out.tar'],
  ])('%s → %s', async (glob, path, expected) => {
    const world = { platform: 'win32', tree: { [expected]: archive }, images: [{ glob, path }] } as const;
    expect(await chosenLine('c:\\Work\\app\\Dockerfile', world)).toMatch(/: named in layerwise\.images/);
    const { watched } = await choose('C:\\work\\app\\Dockerfile', world);
    expect(watched).toEqual([expected]);
  });

  it('finds compose files and what they build, in whatever case', async () => {
    const tree = {
      'C:\\work\\compose.yaml': 'services: { web: { build: ./App, image: web } }',
      'C:\\work\\web.tar': archive,
    };
    const line = await chosenLine('c:\\work\\app\\dockerfile', {
      platform: 'win32',
      tree,
      tags: { 'c:\\work\\web.tar': ['web'] },
    });
    expect(line).toBe('c:\\work\\web.tar: called web by service web of compose.yaml');
  });
});

it('takes over details, and lists further ones in the order of the setting', async () => {
  const images = [
    { glob: '**/Dockerfile', path: 'a.tar', tag: 'a:1', platform: 'linux/arm64', target: 'prod' },
    { glob: 'other/*', path: 'b.tar' },
    { glob: 'app/*', path: 'c.tar' },
    { glob: 'app/**', path: 'gone.tar' },
  ];
  const { choice, problems } = await choose('/work/app/Dockerfile', {
    tree: { '/work/a.tar': archive, '/work/b.tar': archive, '/work/c.tar': archive },
    images,
  });
  const reason = (glob: string) => ({ kind: 'setting', text: `named in layerwise.images for ${glob}` });
  expect(choice).toEqual({
    candidate: {
      path: '/work/a.tar',
      tag: 'a:1',
      platform: 'linux/arm64',
      target: 'prod',
      reason: reason('**/Dockerfile'),
    },
    others: [{ path: '/work/c.tar', reason: reason('app/*') }],
  });
  expect(problems.map(({ file }) => file)).toEqual(['/work/gone.tar']);
});

it('takes a glob that no matcher would for one that fits nothing', async () => {
  const images = [{ glob: '*'.repeat(70_000), path: 'out.tar' }];
  expect(await chosenLine('/work/Dockerfile', { tree: { '/work/out.tar': archive }, images })).not.toMatch(/named/);
});
