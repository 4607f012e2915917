import type { PathRow as CoreRow } from '../../core/browse/describePath.ts';
import { hashesOfRange } from '../../core/browse/hashesOfRange.ts';
import { namePattern } from '../../core/browse/namePattern.ts';
import { ALL_CHANGES, type NodeFilter, shownNodes } from '../../core/browse/shownNodes.ts';
import { isListed, type View } from '../../core/browse/view.ts';
import { Failure } from '../../core/error.ts';
import { hashEntries } from '../../core/readLayers.ts';
import type { View as AskedView, Filter } from '../../protocol/primitives.ts';
import { checkLayers, type LookedAt, type MergedImage } from '../mergedImage.ts';

/** A view as it was asked for, ready to be looked at. */
export interface Looking {
  readonly view: View;
  readonly at: LookedAt;
  /** Names the view among those of its tree. */
  readonly name: string;
}

/** @throws Failure for a layer that the image has not. */
export async function look(image: MergedImage, asked: AskedView, signal: AbortSignal): Promise<Looking> {
  const { step, since = Math.max(step, 0), off = [] } = asked;
  checkLayers(image.open, [Math.max(step, 0)]);
  const at = await image.without(off, signal);
  const [first, last] = [layersBelow(at, since), layersBelow(at, step + 1) - 1];
  const view: View = { tree: at.tree, first, last };
  const name = `${first} ${last}`;
  // Layers next to each other were compared when they were merged.
  if (first < last && !at.lists.has(`hashed ${name}`)) {
    await hashEntries(image.open, at.tree, hashesOfRange(view), { signal }, undefined, at.layers);
    at.lists.set(`hashed ${name}`, new Uint8Array(0));
  }
  return { view, at, name };
}

/** How many of the tree's layers lie below this one of the image. */
function layersBelow({ layers }: LookedAt, layer: number): number {
  const above = layers.findIndex((other) => other >= layer);
  return above < 0 ? layers.length : above;
}

/** What a filtered list shows; undefined for one that shows all. Worked out once for a view and a filter. */
export function shownIn(looking: Looking, { changes, name }: Filter): Uint8Array | undefined {
  if (changes === undefined && !name) return undefined;
  const filter: NodeFilter = {
    changes: changes && new Set(changes),
    matches: name ? namePattern(name) : undefined,
  };
  return marks(looking, JSON.stringify([changes, name]), () => shownNodes(looking.view, filter));
}

/** What the view's layers changed, and what is above it. */
export function changedIn(looking: Looking): Uint8Array {
  return marks(looking, 'changed', () => shownNodes(looking.view, { changes: ALL_CHANGES }));
}

function marks({ at, name }: Looking, what: string, work: () => Uint8Array): Uint8Array {
  const key = `${name} ${what}`;
  const known = at.lists.get(key);
  if (known instanceof Uint8Array) return known;
  const made = work();
  at.lists.set(key, made);
  return made;
}

/** A list that pages are cut from. Worked out once for a view and what was asked. */
export function listIn({ at, name }: Looking, what: unknown, work: () => Uint32Array): Uint32Array {
  const key = `${name} ${JSON.stringify(what)}`;
  const known = at.lists.get(key);
  if (known instanceof Uint32Array) return known;
  const made = work();
  at.lists.set(key, made);
  return made;
}

/** Layers of a row as the image counts them. */
export function inImage<Row extends Pick<CoreRow, 'layer' | 'previous'>>({ at: { layers } }: Looking, row: Row): Row {
  const { layer, previous } = row;
  return {
    ...row,
    layer: layers[layer] ?? -1,
    previous: previous && { ...previous, layer: layers[previous.layer] },
  };
}

/** @throws Failure for a path that this view has not. */
export function checkListed({ view }: Looking, node: number): void {
  if (node === 0 || (node < view.tree.nodeCount && isListed(view, node))) return;
  throw new Failure('usage', 'There is no such path in this view', 'Ask for one that a list or `find` gave.');
}
