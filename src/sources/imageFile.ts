import type { DiffId, Digest } from '../core/image/types.ts';
import type { ContentColumns, ContentOptions, LayerReading, ReadOptions } from '../core/openImage.ts';
import type { Encoding } from './encoding.ts';

/** What the manifest and the config say of a layer's blob. */
export interface ExpectedLayer {
  /** Which layer it is, from 0. */
  readonly index: number;
  readonly diffId: DiffId;
  /** Null where nothing tells: in the old `docker save` layout. */
  readonly digest: Digest | null;
  readonly size: number | null;
}

/** One file of an image: a member of an archive, a file of an OCI layout. */
export interface ImageFile {
  readonly size: number;
  encoding(): Promise<Encoding>;
  /** All of it, for a JSON document. Throws Failure when it is too large for one. */
  document(what: string): Promise<Uint8Array>;
  readLayer(expected: ExpectedLayer, options: ReadOptions): Promise<LayerReading>;
  hashContents(index: ContentColumns, entries: Uint32Array, options: ReadOptions): Promise<void>;
  /** Bytes of the plain tar of a layer, fewer only where it ends. Throws Failure when it is damaged before their end. */
  readBytes(offset: number, length: number, options: ContentOptions): Promise<Uint8Array>;
}

/** Why there is no such file. */
export interface Absent {
  readonly absent: string;
}

export function isAbsent(found: ImageFile | Absent): found is Absent {
  return 'absent' in found;
}

/** Where an image's files are: an archive, a directory, a registry. */
export interface Medium {
  readonly kind: 'archive' | 'directory' | 'registry';
  /** Its files were read when it was opened, and can only be read again from its start. */
  readonly isReadAlready: boolean;
  /** Why the medium could not be read to its end; null when all is well. What was read before can be found. */
  readonly broken: Error | null;
  /** @param name Relative, with slashes: `blobs/sha256/…`. */
  find(name: string): Promise<ImageFile | Absent>;
  close(): Promise<void>;
}
