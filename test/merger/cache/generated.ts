import fc from 'fast-check';
import { isDiffId } from '../../../src/core/image/digest.ts';
import type { DiffId } from '../../../src/core/image/types.ts';
import type { CachedLayer, LayerKey, StoredLayer } from '../../../src/merger/cache/cachedLayer.ts';
import {
  device,
  dir,
  file,
  hardlink,
  indexOf,
  type LayerMember,
  opaque,
  symlink,
  whiteout,
} from '../../support/members.ts';

const path = fc
  .array(fc.constantFrom('a', 'b', 'é', '\u202e', 'long name'), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('/'));
const attributes = fc.record({
  mode: fc.nat(0o7777),
  uid: fc.nat(0xffffffff),
  gid: fc.nat(0xffffffff),
  mtime: fc.nat(0xffffffff),
  xattrs: fc.dictionary(fc.constantFrom('user.a', 'security.capability'), fc.string({ maxLength: 5 })),
});

const member: fc.Arbitrary<LayerMember> = fc.oneof(
  fc.tuple(path, fc.string({ maxLength: 12 }), attributes).map((a) => file(...a)),
  fc.tuple(path, attributes).map((a) => dir(...a)),
  fc.tuple(path, path).map((a) => symlink(...a)),
  fc.tuple(path, path).map((a) => hardlink(...a)),
  fc.tuple(path, fc.constantFrom('1:3', '0:0')).map((a) => device(...a)),
  path.map(whiteout),
  path.map(opaque),
  // These earn a warning.
  fc.constantFrom(file('../out', 'x'), whiteout('')),
);

/** Any layer that a reader may give. */
export const anyLayer: fc.Arbitrary<CachedLayer> = fc.array(member, { maxLength: 12 }).map(layerOf);

export function layerOf(members: readonly LayerMember[]): CachedLayer {
  const { index, warnings } = indexOf(members);
  return { index, warnings: warnings.map(({ code, message }) => ({ code, message })) };
}

/** What came out of a file, as it went in. */
export function unstored(stored: StoredLayer | null): CachedLayer | null {
  return stored && { index: stored.index, warnings: stored.warnings };
}

/** A layer with something in every column. */
export const fullLayer = layerOf([
  dir('a', { xattrs: { 'user.a': 'b' } }),
  file('a/b', 'content', { mode: 0o4755, uid: 7, gid: 8, mtime: 9, xattrs: { 'user.c': 'd' } }),
  symlink('a/c', 'b'),
  hardlink('d', 'a/b'),
  device('e', '1:3'),
  whiteout('f'),
  file('../out', 'x'),
]);

/** A layer whose file has a little more than `bytes` bytes. */
export function layerOfBytes(bytes: number): CachedLayer {
  return layerOf([file('x'.repeat(bytes), 'content')]);
}

export function diffIdOf(number: number): DiffId {
  const diffId = `sha256:${number.toString(16).padStart(64, '0')}`;
  if (!isDiffId(diffId)) throw new Error(`no diffID: ${diffId}`);
  return diffId;
}

export function keyOf(number: number): LayerKey {
  return { diffId: diffIdOf(number), proof: diffIdOf(number) };
}
