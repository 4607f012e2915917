import type { CopyInstruction } from './copyInstruction.ts';

/** Where something comes to lie in the image, absolute; null where the working directory is not known. */
export function destinationOf({ destination }: Pick<CopyInstruction, 'destination'>, within: string): string | null {
  if (destination.path === null) return null;
  return `/${[destination.path, within].filter((part) => part !== '').join('/')}`;
}
