import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { listingText, modeText, totalText } from '../../src/extension/files/listingText.ts';
import type { FullPathRow } from '../../src/protocol/pathRow.ts';
import { root } from '../support/runCli.ts';

const rows: FullPathRow[] = [
  row({ path: 'bin/tool', change: 'added', size: 120, mode: 0o4755 }),
  row({ path: 'etc/app.conf', change: 'metadata', size: 7, uid: 1000, gid: 100 }),
  row({ path: 'lib/link', change: 'modified', type: 'symlink', mode: 0o777, linkname: 'target' }),
  row({ path: 'tmp/odd\nname', change: 'removed', size: 3 }),
  row({ path: 'usr/same', change: 'identical', size: 1 }),
];

test('one line a path, in columns, with nothing that could look like another line', () => {
  expect(listingText(['line 3: RUN make'], rows, 7)).toBe(`# line 3: RUN make
#
# + added   ~ modified   ! mode or owner changed   = shipped again unchanged   - removed

+ -rwsr-xr-x 0:0      120 /bin/tool
! -rw-r--r-- 1000:100   7 /etc/app.conf
~ lrwxrwxrwx 0:0        0 /lib/link -> target
- -rw-r--r-- 0:0        3 /tmp/odd\\nname
= -rw-r--r-- 0:0        1 /usr/same

# 2 paths more
`);
});

test('every line is one that the grammar knows', () => {
  const grammar = JSON.parse(readFileSync(`${root}syntaxes/layer-listing.tmLanguage.json`, 'utf8')) as {
    patterns: { match: string }[];
  };
  const patterns = grammar.patterns.map(({ match }) => new RegExp(match));
  for (const line of listingText(['a'], rows, rows.length).split('\n')) {
    expect(line === '' || patterns.some((pattern) => pattern.test(line)), line).toBe(true);
  }
});

test.each([
  [0o644, 'file', '-rw-r--r--'],
  [0o755, 'dir', 'drwxr-xr-x'],
  [0o1777, 'dir', 'drwxrwxrwt'],
  [0o1666, 'dir', 'drw-rw-rwT'],
  [0o2755, 'file', '-rwxr-sr-x'],
  [0o4644, 'file', '-rwSr--r--'],
  [0o600, 'block', 'brw-------'],
] as const)('mode %o of a %s is %s, as ls writes it', (mode, type, text) => {
  expect(modeText({ mode, type })).toBe(text);
});

test('the total leaves out what is nothing', () => {
  expect(totalText(1, 0)).toBe('1 path changed');
  expect(totalText(12, 1500)).toBe('12 paths changed, 1.5 kB written');
});

function row(given: Partial<FullPathRow>): FullPathRow {
  const attributes = { mode: 0o644, uid: 0, gid: 0, mtime: 0, linkname: '' };
  const place = { node: 1, name: 'name', path: 'name', type: 'file', size: 0, files: 0, layer: 0 } as const;
  const state = { change: null, gone: false, hasChildren: false, changed: false, previous: null };
  return { ...place, ...attributes, ...state, ...given };
}
