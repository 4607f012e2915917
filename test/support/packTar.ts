import { type Header, pack } from 'tar-stream';

export type Member = Partial<Header> & { readonly name: string; readonly content?: string | Uint8Array };

/** A tar as tar-stream writes it. */
export async function packTar(members: readonly Member[]): Promise<Uint8Array> {
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
