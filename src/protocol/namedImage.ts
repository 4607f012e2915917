import * as v from 'valibot';
import { listOf } from './primitives.ts';

/** More is no name of anything. */
const Text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(4096));
const absent = v.optional(v.undefined());

const inFile = { path: Text, reference: absent };
const byReference = { path: absent, reference: Text };

/** An object of an image that is in a file (`path`), or wherever its `reference` leads. */
export function placed<const Entries extends v.ObjectEntries>(entries: Entries): Placed<Entries> {
  return [v.object({ ...inFile, ...entries }), v.object({ ...byReference, ...entries })] as const;
}

type Placed<Entries extends v.ObjectEntries> = readonly [
  v.ObjectSchema<typeof inFile & Entries, undefined>,
  v.ObjectSchema<typeof byReference & Entries, undefined>,
];

const details = {
  tag: v.optional(v.string()),
  platform: v.optional(v.string()),
  target: v.optional(v.string()),
};

/** How an image is named. */
export const NamedImage = v.union(
  [v.strictObject({ ...inFile, ...details }), v.strictObject({ ...byReference, ...details })],
  'an image has either a path or a reference, and may have tag, platform and target',
);

/** Images that could be a Dockerfile's, and why. */
export const Candidates = listOf(v.union(placed({ ...details, reason: v.string() })));
