import { bytesText } from '../../core/words/bytesText.ts';
import { plural } from '../../core/words/countText.ts';
import { showControls } from '../../core/words/showControls.ts';
import type { FullPathRow } from '../../protocol/pathRow.ts';

/** What stands before a path, as the grammar of listings knows it. */
const SIGNS = { added: '+', modified: '~', metadata: '!', identical: '=', removed: '-' } as const;

const TYPES = { file: '-', dir: 'd', symlink: 'l', char: 'c', block: 'b', fifo: 'p' } as const;

/** The changes of a step as text, one line a path: sign, mode as `ls` has it, owner, bytes, path. */
export function listingText(title: readonly string[], rows: readonly FullPathRow[], total: number): string {
  const widths = {
    owner: Math.max(0, ...rows.map((row) => ownerOf(row).length)),
    size: Math.max(0, ...rows.map((row) => String(row.size).length)),
  };
  const left = total - rows.length;
  return [
    ...title.map((line) => `# ${showControls(line)}`),
    '#',
    '# + added   ~ modified   ! mode or owner changed   = shipped again unchanged   - removed',
    '',
    ...rows.map((row) => lineOf(row, widths)),
    ...(left > 0 ? ['', `# ${plural(left, 'path')} more`] : []),
    '',
  ].join('\n');
}

function lineOf(row: FullPathRow, widths: { readonly owner: number; readonly size: number }): string {
  const sign = row.change === null ? ' ' : SIGNS[row.change];
  const path = `/${showControls(row.path)}`;
  const target = row.linkname === '' ? '' : ` -> ${showControls(row.linkname)}`;
  const owner = ownerOf(row).padEnd(widths.owner);
  return `${sign} ${modeText(row)} ${owner} ${String(row.size).padStart(widths.size)} ${path}${target}`;
}

function ownerOf({ uid, gid }: FullPathRow): string {
  return `${uid}:${gid}`;
}

/** `-rwsr-xr-t`, as `ls -l` writes it. */
export function modeText({ type, mode }: Pick<FullPathRow, 'type' | 'mode'>): string {
  const triple = (shift: number, special: boolean, letter: string): string => {
    const bits = (mode >> shift) & 7;
    const execute = (bits & 1) !== 0;
    const last = special ? (execute ? letter : letter.toUpperCase()) : execute ? 'x' : '-';
    return `${(bits & 4) !== 0 ? 'r' : '-'}${(bits & 2) !== 0 ? 'w' : '-'}${last}`;
  };
  const set = (bit: number): boolean => (mode & bit) !== 0;
  return `${TYPES[type]}${triple(6, set(0o4000), 's')}${triple(3, set(0o2000), 's')}${triple(0, set(0o1000), 't')}`;
}

/** The last line of a title: how much it is in all. */
export function totalText(total: number, bytes: number): string {
  return `${plural(total, 'path')} changed${bytes === 0 ? '' : `, ${bytesText(bytes)} written`}`;
}
