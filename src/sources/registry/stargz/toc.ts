import * as v from 'valibot';
import { digest, size, text } from '../../../core/image/schema.ts';

/** What an eStargz layer says of its files. https://github.com/containerd/stargz-snapshotter/blob/main/docs/estargz.md#toc */
export interface Toc {
  /** In the order of the tar; a file's further chunks follow it. */
  readonly entries: readonly TocEntry[];
}

const count = v.nullish(size, 0);

const Entry = v.object({
  name: v.string(),
  type: v.picklist(['dir', 'reg', 'symlink', 'hardlink', 'char', 'block', 'fifo', 'chunk']),
  size: count,
  modtime: text,
  linkName: text,
  mode: count,
  uid: count,
  gid: count,
  devMajor: count,
  devMinor: count,
  /** Base64. */
  xattrs: v.nullish(v.record(v.string(), v.string()), {}),
  /** Of a file's content. */
  digest: v.nullish(digest),
  /** Where the gzip member begins that has the chunk, and where the chunk in what it inflates to. */
  offset: count,
  innerOffset: count,
  /** Where the chunk belongs in the file. */
  chunkOffset: count,
  /** 0 for all that is left. */
  chunkSize: count,
  chunkDigest: v.nullish(digest),
});
export type TocEntry = v.InferOutput<typeof Entry>;

const Document = v.object({ version: v.literal(1), entries: v.nullish(v.array(Entry), []) });

/** Null when it is not such a table, or names files in a way that JSON has lost: then only the tar tells their names. */
export function parseToc(json: Uint8Array): Toc | null {
  const read = v.safeParse(Document, parsed(json), { abortEarly: true });
  if (!read.success) return null;
  const { entries } = read.output;
  const isLossless = entries.every(({ name, linkName }) => !(name + linkName).includes('\ufffd'));
  return isLossless && entries.every(isHashed) ? { entries } : null;
}

/** Old tables do not tell what files hold. */
function isHashed({ type, size: bytes, digest: known }: TocEntry): boolean {
  return type !== 'reg' || bytes === 0 || known?.startsWith('sha256:') === true;
}

function parsed(json: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
  } catch {
    return null;
  }
}
