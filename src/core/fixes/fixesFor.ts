import type { Finding } from '../findings/finding.ts';
import { cacheMount } from './cacheMount.ts';
import { cleanCache } from './cleanCache.ts';
import { copyWithOwner } from './copyWithOwner.ts';
import type { Fix, FixInput } from './fix.ts';
import { ignoreFiles } from './ignoreFiles.ts';
import { joinRuns } from './joinRuns.ts';
import { noRecommended } from './noRecommended.ts';
import { removeEarlier } from './removeEarlier.ts';

/** What answers a finding, the best first. A new fix is a file here, a line, and a part of docs/fixes.md. */
const ANSWERS: readonly ((input: FixInput, finding: Finding) => Fix | null)[] = [
  joinRuns,
  removeEarlier,
  cleanCache,
  cacheMount,
  copyWithOwner,
  ignoreFiles,
];

/** All fixes that are sure, in the order of the findings, for each the best first; then those that answer none. */
export function fixesFor(input: FixInput): Fix[] {
  if (input.dockerfile.problems.length > 0 || input.context?.os === 'windows') return [];
  const { isWanted = () => true } = input;
  const answers = input.findings.filter(isWanted).flatMap((finding) => {
    const fixes = finding.doubt === null ? ANSWERS.flatMap((answer) => answer(input, finding) ?? []) : [];
    return fixes.filter(({ name }, index) => fixes.findIndex((other) => other.name === name) === index);
  });
  return [...answers, ...noRecommended(input)];
}
