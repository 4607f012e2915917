import type { Side } from '../../src/core/diff/side.ts';
import type { DiffId } from '../../src/core/image/types.ts';
import { mergeLayers } from '../../src/core/merge/mergeLayers.ts';
import { indexOf, type LayerMember } from './members.ts';

/** The tree of these layers as one side of a comparison: by default the last. Equal layers have one diffId. */
export function sideOf(stack: readonly (readonly LayerMember[])[], step = stack.length - 1): Side {
  const { tree } = mergeLayers(stack.map((members) => indexOf(members).index));
  return { tree, step, diffIds: stack.map((members) => JSON.stringify(members) as DiffId) };
}
