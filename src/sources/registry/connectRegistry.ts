import type { FindCredentials } from './credentials.ts';
import type { ImageReference } from './imageReference.ts';
import type { Patience } from './patience.ts';
import { chooseProxy } from './proxy/chooseProxy.ts';
import { type RegistryClient, registryClient } from './registryClient.ts';
import { mayBeInsecure, registryHost } from './registryHost.ts';
import { speaksTls } from './speaksTls.ts';
import { openTransport } from './transport.ts';

export interface ConnectOptions {
  /** Says which registries may do without TLS, and through which proxy they are asked. */
  readonly env: NodeJS.ProcessEnv;
  readonly patience: Patience;
  readonly findCredentials: FindCredentials;
  readonly signal: AbortSignal;
}

export interface RegistryConnection {
  readonly client: RegistryClient;
  /** Of all its connections. */
  readonly close: () => void;
}

/** @throws RegistryError; the signal's reason. */
export async function connectRegistry(
  reference: ImageReference,
  { env, patience, findCredentials, signal }: ConnectOptions,
): Promise<RegistryConnection> {
  const { address, isInsecure } = registryHost(reference.domain, env);
  const proxyFor = chooseProxy(env);
  const { silence } = patience;
  const isPlain = isInsecure && !(await speaksTls(address, { proxyFor, silence, signal }));
  const transport = openTransport({ silence, proxyFor, mayBeInsecure: (other) => mayBeInsecure(other, env) });
  const origin = `${isPlain ? 'http' : 'https'}://${address}`;
  return {
    client: registryClient({ transport, origin, reference, findCredentials, patience }),
    close: () => transport.close(),
  };
}
