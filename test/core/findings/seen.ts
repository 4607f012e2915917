import { findSightings } from '../../../src/core/findings/findSightings.ts';
import type { Rule } from '../../../src/core/findings/rule.ts';
import type { Sighting } from '../../../src/core/findings/sighting.ts';
import { type MergedTree } from '../../../src/core/merge/mergedTree.ts';
import { mergeLayers } from '../../../src/core/merge/mergeLayers.ts';
import { file, indexOf, type LayerMember } from '../../support/members.ts';

export const treeOf = (stack: readonly (readonly LayerMember[])[]): MergedTree =>
  mergeLayers(stack.map((members) => indexOf(members).index)).tree;

/** What one rule sees in these layers, each in a line: `1>2 apt 3 B: var/cache/apt/a in var/cache/apt`. */
export function seen(rule: Rule, ...stack: readonly (readonly LayerMember[])[]): string[] {
  return findSightings(treeOf(stack), { rules: [rule] }).map(sightingText);
}

export function sightingText({ kind, layer, hiddenBy, files, bytes, paths, places }: Sighting): string {
  const of = [hiddenBy === null ? `${layer}` : `${layer}>${hiddenBy}`, kind, `${bytes} B`].filter(
    (part) => part !== '',
  );
  const shown = paths.map(({ path }) => path).join(' ');
  const rest = files > paths.length ? ` of ${files}` : '';
  const at = places.length === 0 ? '' : ` in ${places.map(({ path }) => path).join(' ')}`;
  return `${of.join(' ')}: ${shown}${rest}${at}`;
}

/** What the rule takes a single file of this path for; null for nothing. */
export function kindSeen(rule: Rule, path: string, content = 'x'): string | null {
  const kinds = findSightings(treeOf([[file(path, content)]]), { rules: [rule] }).map(({ kind }) => kind);
  return kinds.length === 0 ? null : kinds.join(' ');
}

/** What the rule says of these layers, each mapped to the line of ten times its number. */
export function said(rule: Rule, ...stack: readonly (readonly LayerMember[])[]): string[] {
  const words = { place: (layer: number) => `line ${layer}0` };
  return findSightings(treeOf(stack), { rules: [rule] }).map((sighting) => rule.message(sighting, words));
}

export function advised(rule: Rule, ...stack: readonly (readonly LayerMember[])[]): string[] {
  const words = { place: (layer: number) => `line ${layer}0` };
  return findSightings(treeOf(stack), { rules: [rule] }).map((sighting) => rule.advice(sighting, words));
}
