import type { Answer } from './question.ts';
import { RegistryError } from './registryError.ts';

/** Where in the blob an answer with a part of it begins. */
export function startOf({ headers }: Answer): number {
  const [, start] = /^bytes (\d{1,15})-/.exec(headers['content-range'] ?? '') ?? [];
  if (start === undefined) throw new RegistryError('does not say which part of the blob it sends');
  return Number(start);
}
