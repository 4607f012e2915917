import type { Merger } from '../../../src/merger/startMerger.ts';
import type { PathRow } from '../../../src/protocol/pathRow.ts';
import type { View } from '../../../src/protocol/primitives.ts';
import type { ParamsOf } from '../../../src/protocol/questions.ts';

/** All children of a directory, page after page. */
export async function allChildren(
  { ask }: Merger,
  params: Omit<ParamsOf<'children'>, 'offset' | 'limit'>,
  limit = 3,
): Promise<PathRow[]> {
  const rows: PathRow[] = [];
  for (;;) {
    const page = await ask('children', { ...params, offset: rows.length, limit });
    rows.push(...page.rows);
    if (page.rows.length < limit || rows.length === page.total) return rows;
  }
}

export interface Walked extends PathRow {
  readonly path: string;
}

/** Every path of a view, as someone finds it who opens one directory after another. */
export async function walk(merger: Merger, view: View, image = 'image'): Promise<Walked[]> {
  const found: Walked[] = [];
  const left = [{ node: 0, prefix: '' }];
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    for (const row of await allChildren(merger, { image, view, node: at.node }, 100)) {
      const path = `${at.prefix}${row.name}`;
      found.push({ ...row, path });
      if (row.hasChildren) left.push({ node: row.node, prefix: `${path}/` });
    }
  }
  return found;
}
