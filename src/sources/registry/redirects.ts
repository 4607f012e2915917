import type { Answer, Question } from './question.ts';
import { RegistryError } from './registryError.ts';
import type { Transport } from './transport.ts';

const MOST_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];
/** Bytes of an answer that nobody wants, which are read so that its connection can be used again. */
const MOST_UNWANTED = 64 * 1024;

/**
 * Asks, and asks again where the answer points to. What shows who the user is goes to the server it is meant for and to no
 * other, and who was asked with TLS does not lead away from it.
 *
 * @throws RegistryError when it leads nowhere; as `Transport.send`.
 */
export async function follow(transport: Transport, question: Question): Promise<Answer> {
  let asked = question;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const answer = await transport.send(asked);
    if (!REDIRECTS.includes(answer.status)) return answer;
    const url = target(answer, asked.url, transport);
    await leave(answer);
    asked = { ...asked, url, headers: url.origin === asked.url.origin ? asked.headers : withoutSecrets(asked.headers) };
  }
  throw new RegistryError(`redirects more than ${MOST_REDIRECTS} times`);
}

/** Takes a little of what comes and lets go of the rest. */
export async function leave({ body }: Answer): Promise<void> {
  let bytes = 0;
  try {
    for await (const { length } of body) if ((bytes += length) > MOST_UNWANTED) return;
  } catch {
    // It was not wanted.
  }
}

function target({ headers }: Answer, from: URL, { mayBeInsecure }: Transport): URL {
  const { location = '' } = headers;
  if (!URL.canParse(location, from.href)) throw new RegistryError('redirects to something that is no address');
  const to = new URL(location, from);
  const isPlain = to.protocol === 'http:' && from.protocol === 'http:' && mayBeInsecure(to.host);
  const isSafe = to.protocol === 'https:' || isPlain;
  if (!isSafe) throw new RegistryError(`redirects to ${to.host} without TLS`);
  to.username = '';
  to.password = '';
  return to;
}

function withoutSecrets({ authorization: _, ...headers }: Question['headers']): Question['headers'] {
  return headers;
}
