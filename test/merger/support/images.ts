import {
  dockerFiles,
  type Files,
  type ImageSpec,
  ociFiles,
  savedFiles,
  writeArchive,
  writeDirectory,
} from '../../support/imageBuilder.ts';
import { root } from '../../support/runCli.ts';
import type { Member } from '../../support/tarMember.ts';

const fixtures = `${root}test/fixtures/images/`;

/** Something of everything: all kinds of changes, hard links, a symlink, a whiteout, an opaque directory, a name beyond ASCII. */
const layers: readonly (readonly Member[])[] = [
  [
    { name: 'etc/', type: 'directory' },
    { name: 'etc/passwd', content: 'root' },
    { name: 'etc/same', content: 'same' },
    { name: 'etc/mode', content: 'mode' },
    { name: 'bin/', type: 'directory', mode: 0o700 },
    { name: 'bin/tool', content: 'the tool itself' },
    { name: 'bin/link', type: 'link', linkname: 'bin/tool' },
    { name: 'var/cache/a', content: 'cached a' },
    { name: 'var/cache/b', content: 'cached b' },
  ],
  [
    { name: 'etc/passwd', content: 'toor' },
    { name: 'etc/same', content: 'same' },
    { name: 'etc/mode', content: 'mode', mode: 0o600 },
    { name: 'sbin', type: 'symlink', linkname: '/bin' },
    { name: 'var/cache/.wh..wh..opq', content: '' },
    { name: 'var/cache/c', content: 'c' },
  ],
  [
    { name: 'bin/.wh.tool', content: '' },
    { name: 'etc/passwd', content: 'longer than before' },
    { name: 'données/é', content: 'x'.repeat(5000) },
    { name: 'données/hard', type: 'link', linkname: 'données/é' },
  ],
  [
    { name: '.wh.var', content: '' },
    { name: 'bin/tool', content: 'another tool' },
    { name: 'etc/passwd', content: 'again longer' },
  ],
];

export const specOf = (compression: 'plain' | 'gzip' | 'zstd'): ImageSpec => ({
  layers: layers.map((members) => ({ members, compression })),
});

const archive = async (files: Promise<Files>): Promise<string> => writeArchive(await files);

/** Every kind of image there is, by name. */
export const kindsOfImage: readonly (readonly [string, () => Promise<string>])[] = [
  ['plain layers', () => archive(ociFiles([specOf('plain')]))],
  ['gzip layers', () => archive(ociFiles([specOf('gzip')]))],
  ['zstd layers', () => archive(ociFiles([specOf('zstd')]))],
  ['an OCI directory', async () => writeDirectory(await ociFiles([specOf('gzip')]))],
  ['an OCI directory of plain layers', async () => writeDirectory(await ociFiles([specOf('plain')]))],
  ['an old docker save', () => archive(dockerFiles([specOf('plain')]))],
  ['a new docker save', () => archive(savedFiles([specOf('gzip')]))],
  ['a whole archive in gzip', async () => writeArchive(await ociFiles([specOf('plain')]), 'gzip')],
  ['BuildKit, gzip', () => Promise.resolve(`${fixtures}bk26-full.oci-gzip-provmax.tar`)],
  ['BuildKit, zstd', () => Promise.resolve(`${fixtures}bk26-full.oci-zstd-provmin.tar`)],
  ['Docker 20, in zstd', () => Promise.resolve(`${fixtures}docker20-classic.docker-archive.tar.zst`)],
];
