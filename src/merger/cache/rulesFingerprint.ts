import { createHash } from 'node:crypto';
import type { Rule } from '../../core/findings/rule.ts';
import { rules as allRules } from '../../core/findings/rules.ts';

/**
 * Another when rules look for anything else: part of what a tree is known by, for what they saw is kept with it. So nobody has
 * to remember to count `TREE_VERSION` up when a path is added. What rules say and how severe it is, is not kept.
 */
export function rulesFingerprint(rules: readonly Rule[] = allRules): string {
  // Functions are left out: what they see is in `edition`.
  const seen = JSON.stringify(rules.map(({ name, sees }) => [name, sees]));
  return createHash('sha256').update(seen).digest('hex').slice(0, 16);
}
