import type { ImageReference } from './imageReference.ts';

/** Under which Docker Hub has always been kept. */
const DOCKER_HUB = 'https://index.docker.io/v1/';

/** By what a credential helper knows the registry. */
export function serverAddress({ domain }: ImageReference): string {
  return domain === 'docker.io' ? DOCKER_HUB : domain;
}

/** The entry that is meant for an image: that of its repository, of what is above it, of its registry. */
export function entryFor<T>(entries: Readonly<Record<string, T>>, { domain, repository }: ImageReference): T | null {
  const names = Object.keys(entries);
  const parts = [domain, ...repository.split('/')];
  for (let length = parts.length; length > 0; length--) {
    const wanted = parts.slice(0, length).join('/');
    const exact = names.find((name) => name === wanted);
    if (exact !== undefined) return entries[exact];
  }
  const host = names.find((name) => hostOf(name) === domain.toLowerCase());
  return host === undefined ? null : entries[host];
}

/** Old files have addresses: `https://registry.example/v1/`. A key with a path below it is of that path only. */
function hostOf(key: string): string {
  const [, rest = ''] = /^(?:https?:\/\/)?(.*?)(?:\/v[12]\/?|\/)?$/.exec(key.toLowerCase()) ?? [];
  return ['index.docker.io', 'registry-1.docker.io'].includes(rest) ? 'docker.io' : rest;
}
