import { expect, it } from 'vitest';
import { findingKey } from '../../../src/core/gate/findingKey.ts';

const seen = (...paths: string[]) => paths.map((path) => ({ path, bytes: 1 }));

it.each([
  ['a path', seen('tmp/a.gz'), [], '', 'rule: tmp/a.gz'],
  ['the folder of several', seen('srv/data/a', 'srv/data/b/c'), [], '', 'rule: srv/data/'],
  ['the root', seen('a', 'srv/b'), [], '', 'rule: /'],
  ['the places that the rule knows', seen('var/x/1'), seen('var/x', 'var/b'), 'apt', 'rule (apt): var/b, var/x'],
  ['nothing', [], [], '', 'rule: '],
])('%s is what a finding is known by', (_, paths, places, kind, key) => {
  expect(findingKey({ rule: 'rule', kind, paths, places })).toBe(key);
});

it('does not change with the largest file of a folder', () => {
  const key = (...paths: string[]) => findingKey({ rule: 'rule', kind: '', paths: seen(...paths), places: [] });
  expect(key('srv/a', 'srv/b')).toBe(key('srv/c', 'srv/a'));
});
