import { stat } from 'node:fs/promises';
import type { EngineKind } from './engine/knownSockets.ts';

/** Where an image is that a user calls by one word. */
export type ImagePlace = FilePlace | EnginePlace | RegistryPlace;

export interface FilePlace {
  readonly kind: 'file';
  readonly path: string;
  /** Said behind the path, as in `oci:PATH:TAG`. */
  readonly tag?: string;
}

export interface EnginePlace {
  readonly kind: 'engine';
  /** A name, an ID or a digest. */
  readonly name: string;
  /** Null where the user did not say which. */
  readonly engine: EngineKind | null;
}

export interface RegistryPlace {
  readonly kind: 'registry';
  /** As one gives it to `docker pull`. */
  readonly name: string;
}

/**
 * `docker://NAME` and `podman://NAME` are of an engine, `registry://NAME` is of a registry; `docker-archive:PATH`, `oci-archive:PATH`, `oci:PATH` and whatever is
 * there are files, with a tag behind them if need be; anything else that can be a name is of whichever engine has it.
 */
export async function placeOf(reference: string): Promise<ImagePlace> {
  const [, place, name = ''] = /^(docker|podman|registry):\/\/(.*)$/.exec(reference) ?? [];
  if (place === 'docker' || place === 'podman') return { kind: 'engine', name, engine: place };
  if (place === 'registry') return { kind: 'registry', name };
  const [, path] = /^(?:docker-archive|oci-archive|oci):(.*)$/s.exec(reference) ?? [];
  if (await exists(reference)) return { kind: 'file', path: reference };
  if (path !== undefined) return fileOf(path);
  return canBeName(reference) ? { kind: 'engine', name: reference, engine: null } : { kind: 'file', path: reference };
}

async function fileOf(path: string): Promise<FilePlace> {
  const colon = path.lastIndexOf(':');
  const before = path.slice(0, colon);
  if (colon <= 0 || (await exists(path)) || !(await exists(before))) return { kind: 'file', path };
  return { kind: 'file', path: before, tag: path.slice(colon + 1) };
}

/** As https://github.com/distribution/reference has it, and not what is clearly meant as a path. */
function canBeName(text: string): boolean {
  const isName =
    /^[a-z0-9][\w.-]*(?::\d+)?(?:\/[a-z0-9][\w.-]*)*(?::\w[\w.-]*)?(?:@sha(?:256|512):[0-9a-f]+)?$/i.test(text) ||
    /^sha256:[0-9a-f]+$/.test(text);
  return isName && text.length <= 1000 && !/\.(?:tar|tgz|gz|zst|oci)$/i.test(text);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
