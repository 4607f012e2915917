import type { OpenImage } from '../../../src/core/openImage.ts';
import { placeOf } from '../../../src/sources/imagePlace.ts';
import { openReference, type ReferenceOptions } from '../../../src/sources/openReference.ts';
import type { FakeRegistry } from './fakeRegistry.ts';

/** How long the tests' registries were waited for, in milliseconds; nobody waits for real. */
export interface Waited {
  readonly pauses: number[];
}

/** An environment without anything of this machine's user. */
export const NOBODY = { HOME: '/nowhere', DOCKER_HOST: 'unix:///nowhere/engine.sock' };

/** Opens the image of a fake registry: `team/web:1.0`. */
export async function openFrom(
  { host }: Pick<FakeRegistry, 'host'>,
  { name = 'team/web:1.0', pauses = [], ...more }: Partial<ReferenceOptions> & Partial<Waited> & { name?: string } = {},
): Promise<OpenImage> {
  const reference = `registry://${host}/${name}`;
  return openReference(await placeOf(reference), reference, {
    engines: false,
    registries: true,
    env: NOBODY,
    memory: null,
    patience: patience(pauses),
    ...more,
  });
}

export function patience(pauses: number[], silence = 30_000) {
  return {
    silence,
    sleep: (milliseconds: number) => {
      pauses.push(milliseconds);
      return Promise.resolve();
    },
  };
}

export async function failureOf(work: Promise<unknown>): Promise<{ message: string; advice: string }> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason as Error & { readonly advice?: string },
  );
  return { message: error?.message ?? 'none', advice: error?.advice ?? 'none' };
}
