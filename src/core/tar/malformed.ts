import { Failure } from '../error.ts';

/** A tar that breaks the format. `position` is the byte of the archive where it shows. */
export function malformed(what: string, position: number): Failure {
  return new Failure(
    'image',
    `the tar archive is damaged at byte ${position}: ${what}`,
    'Fetch or save the image again; if it stays so, its builder wrote a tar that no engine can unpack either.',
  );
}
