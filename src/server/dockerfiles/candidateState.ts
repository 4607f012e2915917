import type { ImageCandidate } from '../images/imageChoice.ts';
import { wholeFile } from '../watching/settled.ts';
import type { Workplace } from '../workplace.ts';

/**
 * Another text whenever the candidate is another image: of a file its state, once it is whole; of a reference what it means
 * now. Null when there is no file, or when nobody can tell.
 *
 * @throws The signal's reason.
 */
export async function candidateState(
  { path, reference, tag }: ImageCandidate,
  { ask }: Pick<Workplace, 'ask'>,
  signal: AbortSignal,
): Promise<string | null> {
  if (path !== undefined) return wholeFile(path, signal);
  return ask('identify', { path: reference, tag }, { signal });
}
