import type { TreeEntry } from '../../core/merge/listTree.ts';
import { bytesText } from '../../core/words/bytesText.ts';
import { escapeForTerminal } from '../terminal/escape.ts';
import type { Style } from '../terminal/style.ts';
import { type Cell, type Column, layOut } from '../terminal/table.ts';

const COLUMNS: readonly Column[] = [
  { title: 'Mode', align: 'left' },
  { title: 'Owner', align: 'right' },
  { title: 'Size', align: 'right' },
  { title: 'Layer', align: 'right' },
  { title: 'Path', align: 'left' },
];

/** The merged tree, one path a line, as `ls -l` and `tar tv` have it. Paths are never cut. */
export function treeText(entries: readonly TreeEntry[], style: Style): string {
  const rows = entries.map((entry): Cell[] => {
    const link = entry.type === 'symlink' ? ` -> ${entry.linkname}` : entry.type === 'dir' ? '/' : '';
    return [
      { text: modeText(entry), paint: style.faint },
      { text: `${entry.uid}:${entry.gid}`, paint: style.faint },
      { text: entry.type === 'file' ? bytesText(entry.size) : '' },
      { text: String(entry.layer), paint: style.faint },
      { text: escapeForTerminal(entry.path + link), ...(entry.type === 'dir' ? { paint: style.name } : {}) },
    ];
  });
  const titles = COLUMNS.map(({ title }) => ({ text: title, paint: style.faint }));
  return `${layOut(COLUMNS, [titles, ...rows], Number.POSITIVE_INFINITY).join('\n')}\n`;
}

const LETTERS: Readonly<Record<TreeEntry['type'], string>> = {
  file: '-',
  dir: 'd',
  symlink: 'l',
  char: 'c',
  block: 'b',
  fifo: 'p',
};

/** `drwxr-sr-t`, as POSIX `ls` writes it. */
export function modeText({ type, mode }: Pick<TreeEntry, 'type' | 'mode'>): string {
  const triple = (shift: number, special: number, letter: string): string => {
    const bits = (mode >> shift) & 7;
    const execute =
      (mode & special) !== 0 ? ((bits & 1) !== 0 ? letter : letter.toUpperCase()) : (bits & 1) !== 0 ? 'x' : '-';
    return `${(bits & 4) !== 0 ? 'r' : '-'}${(bits & 2) !== 0 ? 'w' : '-'}${execute}`;
  };
  return LETTERS[type] + triple(6, 0o4000, 's') + triple(3, 0o2000, 's') + triple(0, 0o1000, 't');
}
