import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPath } from '../../../src/core/browse/findPath.ts';
import { pathVersions } from '../../../src/core/browse/pathVersions.ts';
import { changeOf } from '../../../src/core/merge/changes.ts';
import { deadFiles } from '../../../src/core/merge/waste.ts';
import { anyStack } from '../../support/anyStack.ts';
import { dir, file, hardlink, type LayerMember, whiteout } from '../../support/members.ts';
import { treeOf } from './browsed.ts';

/** `layer type size change state hider how`, newest first. */
const cases: [name: string, stack: LayerMember[][], expected: string[]][] = [
  [
    'written, written again, removed',
    [[file('p', 'x')], [file('p', 'yy')], [], [whiteout('p')]],
    ['3 - 0 removed none', '1 file 2 modified wasted 3 removed', '0 file 1 added wasted 1 modified'],
  ],
  [
    'shipped again',
    [[file('p', 'x')], [file('p', 'x')]],
    ['1 file 1 identical visible', '0 file 1 added wasted 1 identical'],
  ],
  [
    'kept by a link',
    [[file('p', 'x'), hardlink('q', 'p')], [whiteout('p')]],
    ['1 - 0 removed none', '0 file 1 added visible'],
  ],
  [
    'twice in one layer',
    [[file('p', 'x'), file('p', 'yy')]],
    ['0 file 2 added visible', '0 file 1 null wasted 0 modified replaced'],
  ],
  ['a directory', [[file('p/a', 'x')], [dir('p')]], ['1 dir 0 null none', '0 dir 0 null none implied']],
  [
    'put back',
    [[file('p', 'x')], [whiteout('p')], [file('p', 'x')]],
    ['2 file 1 added visible', '1 - 0 removed none', '0 file 1 added wasted 1 removed'],
  ],
];

describe('the history of a path', () => {
  it.each(cases)('%s', (_, stack, expected) => {
    const tree = treeOf(stack);
    const lines = pathVersions(tree, findPath(tree, 'p')).map(
      ({ layer, type, size, change, state, hiddenBy, replaced, implied }) => {
        const hider = hiddenBy === null ? '' : ` ${hiddenBy.layer} ${hiddenBy.how}`;
        return `${layer} ${type ?? '-'} ${size} ${change} ${state}${hider}${replaced ? ' replaced' : ''}${implied ? ' implied' : ''}`;
      },
    );
    expect(lines).toEqual(expected);
  });

  it('knows the entry that holds the content', () => {
    const tree = treeOf([[file('q', 'x'), file('p', 'x')], [hardlink('p', 'q')]]);
    const contents = pathVersions(tree, findPath(tree, 'p')).map(({ content }) => content);
    expect(contents).toEqual([
      { layer: 0, entry: 0 },
      { layer: 0, entry: 1 },
    ]);
  });
});

it('has all that is wasted, and every version', () => {
  fc.assert(
    fc.property(anyStack, (stack) => {
      const tree = treeOf(stack);
      const wasted = new Map<string, string>();
      for (let node = 0; node < tree.nodeCount; node++) {
        for (const { content, size, state, hiddenBy, layer, change, replaced } of pathVersions(tree, node)) {
          const version = tree.versionAt(node, layer);
          if (!replaced && version >= 0) expect(change).toBe(changeOf(tree, version));
          expect(state === 'wasted').toBe(hiddenBy !== null);
          if (content && hiddenBy && size > 0)
            wasted.set(
              `${content.layer} ${content.entry}`,
              `${size} ${content.layer}>${hiddenBy.layer} ${hiddenBy.how}`,
            );
        }
      }
      const dead = [...deadFiles(tree)].map(
        ({ bytes, layer, hiddenBy }) => `${bytes} ${layer}>${hiddenBy.layer} ${hiddenBy.how}`,
      );
      expect([...wasted.values()].sort()).toEqual(dead.sort());
    }),
    { numRuns: 500 },
  );
});
