import type { Rule } from './rule.ts';
import { deletedInLaterLayer } from './rules/deletedInLaterLayer.ts';
import { identicalCopy } from './rules/identicalCopy.ts';
import { metadataOnlyCopy } from './rules/metadataOnlyCopy.ts';
import { overwrittenInLaterLayer } from './rules/overwrittenInLaterLayer.ts';
import { packageManagerCache } from './rules/packageManagerCache.ts';

/** All of them. A new rule is a file in `rules`, a line here, and a page in docs/rules. */
export const rules: readonly Rule[] = [
  deletedInLaterLayer,
  overwrittenInLaterLayer,
  metadataOnlyCopy,
  identicalCopy,
  packageManagerCache,
];
