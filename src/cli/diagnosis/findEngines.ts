import { keepsAttestations } from '../../sources/build/buildx.ts';
import { type Endpoint, endpoints } from '../../sources/engine/endpoints.ts';
import { connectEngine } from '../../sources/engine/engineClient.ts';
import { inTime } from '../../sources/engine/inTime.ts';
import type { Surroundings } from '../../sources/engine/surroundings.ts';
import type { EngineAnswer, EngineFound } from './diagnosis.ts';
import { discreetAddress, discreetReason, discreetWhy } from './discreet.ts';

/** Asks all places where an engine may be what is there, at the same time. */
export async function findEngines(
  here: Surroundings,
  within: number,
  signal: AbortSignal,
): Promise<readonly EngineFound[]> {
  return Promise.all((await endpoints(here, null)).map((endpoint) => lookAt(endpoint, here, within, signal)));
}

async function lookAt(
  endpoint: Endpoint,
  here: Surroundings,
  within: number,
  signal: AbortSignal,
): Promise<EngineFound> {
  const { engine, address, reason } = endpoint;
  const found = { engine, address: discreetAddress(address, here), reason: discreetReason(reason) };
  try {
    const answer = await inTime(within, signal, (until) => ask(endpoint, until));
    return { ...found, answer, why: null, isAbsent: false };
  } catch (error) {
    signal.throwIfAborted();
    return { ...found, answer: null, why: discreetWhy(error, address), isAbsent: isAbsent(error, endpoint) };
  }
}

async function ask(endpoint: Endpoint, until: AbortSignal): Promise<EngineAnswer> {
  const engine = await connectEngine(endpoint, until);
  const { name, apiVersion } = engine;
  // One that does not tell of its storage is an engine all the same.
  const info = await engine.info(until).catch(() => null);
  until.throwIfAborted();
  return {
    name,
    apiVersion,
    storageDriver: info === null || info.Driver === '' ? null : info.Driver,
    containerdStore: info !== null && keepsAttestations(JSON.stringify(info.DriverStatus)),
  };
}

/** Where the user says that there is one, that none is there is worth more than that. */
function isAbsent(error: unknown, { address, reason }: Endpoint): boolean {
  const isNamed = /^(?:DOCKER_HOST|DOCKER_CONTEXT|CONTAINER_HOST|the current context)\b/.test(reason);
  return !isNamed && address.kind === 'socket' && error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
