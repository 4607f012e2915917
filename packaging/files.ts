import { buffer } from 'node:stream/consumers';
import { extract, pack } from 'tar-stream';

/** Contents by name. */
export type Files = Map<string, Buffer>;

export async function unpackFiles(archive: Uint8Array): Promise<Files> {
  const files: Files = new Map();
  const reader = extract();
  reader.end(archive);
  for await (const entry of reader) {
    const bytes = await buffer(entry);
    if (entry.header.type === 'file') files.set(entry.header.name, bytes);
  }
  return files;
}

/** The same files give the same archive. */
export async function packFiles(files: Files): Promise<Uint8Array> {
  const archive = pack();
  for (const [name, bytes] of files) archive.entry({ name, mode: 0o644, mtime: new Date(0) }, bytes);
  archive.finalize();
  return buffer(archive);
}
