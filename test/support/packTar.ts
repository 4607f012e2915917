import { pack } from 'tar-stream';
import { isPlain, packAlike } from './packAlike.ts';
import type { Member } from './tarMember.ts';

/** From so many plain members one after the other, they are packed together. */
const MANY = 1000;

/** A tar as tar-stream writes it. */
export async function packTar(members: readonly Member[]): Promise<Uint8Array> {
  const plain = members.filter(isPlain);
  if (plain.length < MANY) return packEach(members);
  const parts: Uint8Array[] = [];
  const header = await packEach(plain.slice(0, 1));
  for (let at = 0; at < members.length; ) {
    const start = at;
    const isRun = isPlain(members[at]);
    while (at < members.length && isPlain(members[at]) === isRun) at++;
    const run = members.slice(start, at);
    parts.push(isRun ? packAlike(header, run.filter(isPlain)) : (await packEach(run)).subarray(0, -END_BYTES));
  }
  return new Uint8Array(Buffer.concat([...parts, Buffer.alloc(END_BYTES)]));
}

/** Two blocks of zeros. */
const END_BYTES = 1024;

async function packEach(members: readonly Member[]): Promise<Uint8Array> {
  const archive = pack();
  for (const { content, ...header } of members)
    archive.entry(header, content === undefined ? '' : Buffer.from(content));
  archive.finalize();
  const chunks: Uint8Array[] = [];
  archive.on('data', (chunk) => {
    if (chunk instanceof Uint8Array) chunks.push(chunk);
  });
  await new Promise<void>((resolve) => {
    archive.on('end', () => {
      resolve();
    });
  });
  return new Uint8Array(Buffer.concat(chunks));
}
