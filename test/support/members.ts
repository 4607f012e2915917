import type { Warning } from '../../src/core/image/warning.ts';
import type { ContentHasher } from '../../src/core/merge/contentHash.ts';
import type { LayerIndex } from '../../src/core/merge/layerIndex.ts';
import { layerIndexBuilder } from '../../src/core/merge/layerIndexBuilder.ts';
import type { TarEntry } from '../../src/core/tar/entry.ts';

/** One member of a layer's tar, in the words of a test. The name is as it stands in the tar, whiteouts included. */
export interface LayerMember {
  readonly name: string;
  readonly type: 'file' | 'dir' | 'symlink' | 'hardlink' | 'char' | 'block' | 'fifo';
  readonly content?: string;
  /** Of a link; `major:minor` of a device. */
  readonly target?: string;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly mtime?: number;
  readonly xattrs?: Readonly<Record<string, string>>;
}

type Attributes = Omit<LayerMember, 'name' | 'type' | 'content' | 'target'>;

export const file = (name: string, content: string, attributes: Attributes = {}): LayerMember => {
  return { name, type: 'file', content, ...attributes };
};
export const dir = (name: string, attributes: Attributes = {}): LayerMember => ({ name, type: 'dir', ...attributes });
export const symlink = (name: string, target: string): LayerMember => ({ name, type: 'symlink', target });
export const hardlink = (name: string, target: string): LayerMember => ({ name, type: 'hardlink', target });
export const device = (name: string, target: string): LayerMember => ({ name, type: 'char', target });
/** The marker that hides `name`. */
export const whiteout = (name: string): LayerMember => {
  const slash = name.lastIndexOf('/') + 1;
  return file(`${name.slice(0, slash)}.wh.${name.slice(slash)}`, '');
};
export const opaque = (name: string): LayerMember => file(name === '' ? '.wh..wh..opq' : `${name}/.wh..wh..opq`, '');

const TYPES = { file: '0', hardlink: '1', symlink: '2', char: '3', block: '4', dir: '5', fifo: '6' } as const;

/** What the readers would hand on for a member, without a tar in between. */
export function entryOf(member: LayerMember): TarEntry {
  const { content = '', target = '', mode, uid = 0, gid = 0, mtime = 0, xattrs } = member;
  const device = member.type === 'char' || member.type === 'block';
  const [devmajor, devminor] = device ? target.split(':').map(Number) : [0, 0];
  const size = Buffer.byteLength(content);
  return {
    name: Buffer.from(member.name),
    linkname: Buffer.from(device ? '' : target),
    type: TYPES[member.type].charCodeAt(0),
    size,
    mode: mode ?? (member.type === 'dir' ? 0o755 : 0o644),
    uid,
    gid,
    mtime,
    devmajor,
    devminor,
    xattrs: xattrs
      ? Object.entries(xattrs).map(([key, value]) => ({ key: Buffer.from(key), value: Buffer.from(value) }))
      : null,
    bodyOffset: 0,
    bodySize: size,
    sparse: false,
  };
}

/** A layer of these members, its contents hashed. */
export function indexOf(members: readonly LayerMember[]): { index: LayerIndex; warnings: readonly Warning[] } {
  const builder = layerIndexBuilder(0, testHasher);
  for (const member of members) {
    builder.sink.entry(entryOf(member));
    const body = Buffer.from(member.content ?? '');
    if (body.length > 0) {
      builder.sink.body?.(body);
      builder.sink.bodyEnd?.();
    }
  }
  return builder.finish();
}

/** Good enough to tell a test's contents apart, and without a crypto module: the first bytes, and the length. */
const testHasher: ContentHasher = {
  whole(bytes, target, offset) {
    target.set(bytes.subarray(0, 15), offset);
    target[offset + 15] = bytes.length;
  },
  pieces() {
    throw new Error('tests hand on whole contents');
  },
};
