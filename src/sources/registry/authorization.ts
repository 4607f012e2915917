import { type SharedWork, sharedWork } from '../engine/sharedWork.ts';
import { basicAuthorization, bearerToken } from './bearerToken.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import type { FindCredentials, FoundCredentials } from './credentials.ts';
import type { ImageReference } from './imageReference.ts';
import { RegistryError } from './registryError.ts';
import type { Transport } from './transport.ts';

/** What a registry is shown with each question, once it has asked for it. */
export interface Authorization {
  /** The header to send; null for none. */
  current(): string | null;
  /**
   * Meets the challenge of a registry that did not take what was shown. Several who were turned away with the same get the
   * new one together.
   *
   * @throws RegistryError when it cannot be met; the signal's reason.
   */
  renew(refused: string | null, challenges: string, signal: AbortSignal): Promise<void>;
  /** What is wrong when even what was renewed is refused. */
  refusal(): RegistryError;
}

export interface AuthorizationOptions {
  readonly transport: Transport;
  readonly reference: ImageReference;
  readonly findCredentials: FindCredentials;
}

export function authorization({ transport, reference, findCredentials }: AuthorizationOptions): Authorization {
  let header: string | null = null;
  let found: FoundCredentials | null = null;
  let renewing: SharedWork<string> | null = null;

  async function meet(challenges: string, signal: AbortSignal): Promise<string> {
    found ??= await findCredentials(reference, signal);
    const offered = parseChallenges(challenges);
    const bearer = offered.find(({ scheme }) => scheme === 'bearer');
    if (bearer !== undefined) return `Bearer ${await tokenFor(bearer, found, signal)}`;
    const { credentials } = found;
    if (!offered.some(({ scheme }) => scheme === 'basic')) {
      throw new RegistryError('wants to know who asks, in a way that is not known here (401)', { status: 401 });
    }
    if (credentials?.kind !== 'password') throw unknownUser(found);
    return basicAuthorization(credentials);
  }

  async function tokenFor(challenge: Challenge, known: FoundCredentials, signal: AbortSignal): Promise<string> {
    try {
      const { repository } = reference;
      return await bearerToken({ transport, challenge, repository, credentials: known.credentials, signal });
    } catch (error) {
      if (error instanceof RegistryError && error.status === 401) throw unknownUser(known);
      throw error;
    }
  }

  return {
    current: () => header,
    async renew(refused, challenges, signal) {
      if (refused !== header) return;
      const work = renewing ?? sharedWork((until) => meet(challenges, until));
      renewing = work;
      const met = await work.wait(signal).finally(() => {
        if (renewing === work) renewing = null;
      });
      // The same again would be refused again.
      if (met === refused) throw unknownUser(found ?? NOTHING);
      header = met;
    },
    refusal: () => unknownUser(found ?? NOTHING),
  };
}

const NOTHING: FoundCredentials = { credentials: null, problems: [] };

function unknownUser({ credentials, problems }: FoundCredentials): RegistryError {
  const known = credentials === null ? 'no user name and password are known for it' : 'it does not take the known ones';
  return new RegistryError(`wants to know who asks, and ${[known, ...problems].join('; ')} (401)`, { status: 401 });
}
