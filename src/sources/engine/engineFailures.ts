import { Failure } from '../../core/error.ts';
import { addressText } from './address.ts';
import type { Endpoint } from './endpoints.ts';
import type { EngineClient } from './engineClient.ts';

/** No engine has the image; a registry may. */
export class NoEngineHasIt extends Failure {}

/** An engine that was asked in vain. */
export interface Tried {
  readonly endpoint: Endpoint;
  readonly why: string;
  /** Names of images that it has instead; null where it does not answer. */
  readonly others: readonly string[] | null;
  /** Nothing is there at all. */
  readonly isAbsent: boolean;
}

export async function notThere(engine: EngineClient, signal: AbortSignal): Promise<Tried> {
  const others = await engine.images(signal).catch(() => []);
  const names = others.flatMap(({ RepoTags }) => RepoTags).filter((name) => name !== '<none>:<none>');
  return { endpoint: engine.endpoint, why: `${engine.name} has no such image`, others: names, isAbsent: false };
}

export function unreachable(endpoint: Endpoint, error: unknown): Tried {
  const isAbsent = codeOf(error) === 'ENOENT' && endpoint.address.kind === 'socket';
  return { endpoint, why: whyNot(error), others: null, isAbsent };
}

/**
 * Lists what was tried, and says what to do.
 *
 * @param orFile It could have been the name of a file too.
 */
export function noEngineHasIt(name: string, tried: readonly Tried[], orFile: boolean): NoEngineHasIt {
  const asked = tried.filter(({ isAbsent }) => !isAbsent).map(({ endpoint, why }) => `${placeOf(endpoint)}: ${why}`);
  const absent = tried.filter(({ isAbsent }) => isAbsent).map(({ endpoint }) => placeOf(endpoint));
  const nothing = absent.length === 0 ? [] : [`nothing is at ${absent.join(', ')}`];
  const answering = tried.flatMap(({ others }) => (others === null ? [] : [others]));
  const what = answering.length > 0 ? 'no engine has it' : 'no engine answers';
  return new NoEngineHasIt(
    'image',
    `Cannot open ${name}: ${orFile ? 'there is no such file, and ' : ''}${what} (${[...asked, ...nothing].join('; ') || 'there is none to ask'})`,
    answering.length > 0 ? pullAdvice(name, answering.flat()) : START_ADVICE,
  );
}

/** What went wrong when an image that is there was exported. */
export function exportFailure(reference: string, engine: EngineClient, error: unknown): Failure {
  if (error instanceof Failure && error.advice === EXPORT_ADVICE) return error;
  return new Failure(
    'image',
    `Cannot read the image ${reference}: ${engine.name} at ${addressText(engine.endpoint.address)} did not export it to its end (${whyNot(error)})`,
    EXPORT_ADVICE,
    { cause: error },
  );
}

const EXPORT_ADVICE = 'Is the engine still running, and the image still there? Open it again.';
const START_ADVICE =
  'Start Docker or Podman, or say in DOCKER_HOST where it is; or save the image to a file and open that.';
const LISTED = 8;

function pullAdvice(name: string, others: readonly string[]): string {
  const names = [...new Set(others)];
  const more = names.length > LISTED ? `, and ${names.length - LISTED} more` : '';
  const list = names.length === 0 ? 'It has none with a name.' : `It has ${names.slice(0, LISTED).join(', ')}${more}.`;
  return `Pull or build ${name} first, or check its name. ${list}`;
}

function placeOf({ address, reason }: Endpoint): string {
  return address.kind === 'unusable' ? reason : `${addressText(address)} (${reason})`;
}

function whyNot(error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOENT':
      return 'there is no such socket or program';
    case 'ECONNREFUSED':
      return 'nobody listens there';
    case 'EACCES':
    case 'EPERM':
      return 'this user may not use it';
    case 'ECONNRESET':
      return 'the connection was closed before the end';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}
