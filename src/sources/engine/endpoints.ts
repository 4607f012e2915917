import { type Address, addressText, parseAddress } from './address.ts';
import { contextAddress, currentContextName, environmentTls } from './dockerContext.ts';
import { type EngineKind, knownSockets } from './knownSockets.ts';
import type { Surroundings } from './surroundings.ts';

/** A place where an engine may be. */
export interface Endpoint {
  readonly engine: EngineKind;
  readonly address: Address;
  /** Why it is looked for there. */
  readonly reason: string;
}

/**
 * Where engines are, in the order in which they are asked. Who says in the environment where one is means that one and no
 * other. Else it is Docker's current context, and then the places where engines put their sockets.
 *
 * @param engine Only this one; null for any.
 */
export async function endpoints(here: Surroundings, engine: EngineKind | null): Promise<readonly Endpoint[]> {
  const wanted = (one: Endpoint): boolean => engine === null || one.engine === engine;
  const named = [...(await namedDocker(here)), ...namedPodman(here)].filter(wanted);
  if (named.length > 0) return named;
  const known = knownSockets(here).map(
    ({ engine, path, reason }): Endpoint => ({ engine, address: { kind: 'socket', path }, reason }),
  );
  return withoutRepeats([...(await currentContext(here)), ...known].filter(wanted));
}

/** The environment goes before the current context: https://docs.docker.com/engine/manage-resources/contexts */
async function namedDocker(here: Surroundings): Promise<readonly Endpoint[]> {
  const { DOCKER_HOST: host, DOCKER_CONTEXT: name } = here.env;
  if (host) return [{ engine: 'docker', address: parseAddress(host, environmentTls(here)), reason: 'DOCKER_HOST' }];
  if (!name || name === 'default') return [];
  return [{ engine: 'docker', address: await contextAddress(here, name), reason: `DOCKER_CONTEXT ${name}` }];
}

function namedPodman({ env }: Surroundings): readonly Endpoint[] {
  const host = env['CONTAINER_HOST'];
  return host ? [{ engine: 'podman', address: parseAddress(host, null), reason: 'CONTAINER_HOST' }] : [];
}

async function currentContext(here: Surroundings): Promise<readonly Endpoint[]> {
  const name = here.env['DOCKER_CONTEXT'] ? null : await currentContextName(here);
  if (name === null || name === 'default') return [];
  return [{ engine: 'docker', address: await contextAddress(here, name), reason: `the current context ${name}` }];
}

function withoutRepeats(all: readonly Endpoint[]): readonly Endpoint[] {
  const places = all.map(({ address }) => addressText(address));
  return all.filter(({ address }, at) => address.kind === 'unusable' || places.indexOf(places[at]) === at);
}
