import { spawnSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packTar } from '../support/packTar.ts';

/** What archives are compressed with; without one, what it would make is left out. */
const PROGRAMS = ['zstd', 'bzip2', 'xz'] as const;
const lacking = PROGRAMS.filter((program) => spawnSync(program, ['--version']).status !== 0);
if (lacking.length > 0) console.warn(`SKIPPED: archives that ADD unpacks, for want of ${lacking.join(', ')}`);

/** Lines with `ADD`, which can take from the build's own context alone, and what is in that for them. */
export const ADDS: readonly string[] = [
  'ADD add/plain.tar /d',
  'ADD add/plain.tar /d/',
  'ADD add/plain.tar /',
  'ADD add/no-suffix /d/',
  'ADD add/gzip.tar.gz /d',
  'ADD add/data.json.gz /d/',
  'ADD add/zstd.tar.zst /d/',
  'ADD add/text.tar.gz /d/',
  'ADD add/text.tar.gz /d',
  'ADD add/text.tar /d/',
  'ADD add/zeros.tar /d/',
  'ADD add/short.tar /d/',
  'ADD add/odd.tar /odd/',
  'ADD add/link.tar /d/',
  'ADD add/plain.tar add/more.tar add/text.tar /many/',
  'ADD add/more.tar add/plain.tar /many/',
  'ADD add/*.tar /glob/',
  'ADD add/*.gz /glob/',
  'ADD add /folder/',
  'COPY add/plain.tar /c/',
  'ADD add/plain.tar /x\nCOPY add/text.tar /x',
  'ADD add/plain.tar /x\nCOPY add/text.tar /x/dir',
  'ADD add/plain.tar /x\nADD add/more.tar /x',
  'WORKDIR /w\nADD add/plain.tar .',
].filter((line) => !line.includes('zstd') || !lacking.includes('zstd'));

/** Compressions that only the builder knows. */
export const CLOSED = (['bzip2', 'xz'] as const).filter((program) => !lacking.includes(program));

/** What both ignore files of the main context leave out, and what one of them does. */
export const IGNORED = {
  own: 'out/own\nout/both\n',
  root: 'out/root\nout/both\n',
  files: ['out/own', 'out/root', 'out/both', 'out/none'],
} as const;

const PLAIN = [
  { name: './' },
  { name: './a.txt', content: 'a' },
  { name: './dir/', type: 'directory' },
  { name: './dir/b.txt', content: 'bb' },
  { name: './dir/deep/c.txt', content: 'ccc' },
  { name: './dir/to-a', type: 'symlink', linkname: '../a.txt' },
  { name: './empty/', type: 'directory' },
] as const;

const ODD = [
  { name: '../up.txt', content: 'leads no higher' },
  { name: '/absolute.txt', content: 'below' },
  { name: 'a/../b/./c.txt', content: 'clean' },
  { name: 'twice.txt', content: 'the first' },
  { name: 'twice.txt', content: 'second' },
  { name: 'was-folder/x.txt', content: 'x' },
  { name: 'was-folder', content: 'now a file' },
  { name: 'was-file', content: 'file' },
  { name: 'was-file/', type: 'directory' },
  { name: 'was-file/y.txt', content: 'y' },
  { name: 'hard', type: 'link', linkname: 'b/c.txt' },
  { name: 'fifo', type: 'fifo' },
  { name: 'é.txt', content: 'accent' },
  { name: `${'long/'.repeat(40)}name.txt`, content: 'long' },
] as const;

export async function writeAdds(context: string): Promise<void> {
  const folder = join(context, 'add');
  await mkdir(folder, { recursive: true });
  const write = (name: string, bytes: Uint8Array | string): Promise<void> => writeFile(join(folder, name), bytes);
  const plain = await packTar(PLAIN);
  await write('plain.tar', plain);
  await write('no-suffix', plain);
  await write('gzip.tar.gz', gzipSync(plain));
  await write('data.json.gz', gzipSync(plain));
  if (!lacking.includes('zstd')) await write('zstd.tar.zst', compressed('zstd', plain));
  for (const program of CLOSED)
    await write(`${program}.tar.${program === 'xz' ? 'xz' : 'bz2'}`, compressed(program, plain));
  await write('text.tar', 'no tar');
  await write('text.tar.gz', gzipSync('no tar either'));
  await write('zeros.tar', new Uint8Array(10_240));
  await write('short.tar', plain.subarray(0, 300));
  await write('odd.tar', await packTar(ODD));
  await write(
    'more.tar',
    await packTar([
      { name: 'a.txt', content: 'another' },
      { name: 'dir/more.txt', content: 'm' },
    ]),
  );
  await symlink('plain.tar', join(folder, 'link.tar'));
  await mkdir(join(context, 'out'), { recursive: true });
  for (const path of IGNORED.files) await writeFile(join(context, path), path);
}

function compressed(program: string, bytes: Uint8Array): Uint8Array {
  const { status, stdout, error } = spawnSync(program, ['-c'], { input: bytes });
  if (status !== 0) throw error ?? new Error(`${program} ended with ${status ?? 'a signal'}`);
  return stdout;
}
