import { type HierarchyRectangularNode, hierarchy, treemap } from 'd3-hierarchy';
import type { PictureModel } from '../model/pictureModel.ts';
import type { Box, Item, Size } from './box.ts';
import { type Counted, folderItems } from './folderItems.ts';

/** Square pixels: smaller things are drawn as one with their neighbours. */
const LEAST_AREA = 20;
/** Square pixels: what lies in a smaller folder is not drawn. */
const LEAST_FOLDER = 300;
/** Of a folder's title. */
export const TITLE_HEIGHT = 18;

/**
 * Lays out what is seen of a folder. Area is known before anything is laid out, for it is bytes: so what is too small to see
 * is never looked at, and the work depends on the canvas more than on the image.
 */
export function layoutTreemap(model: PictureModel, counted: Counted, folder: number, size: Size): Box {
  const bytes = counted.totals.bytes[folder];
  const areaOfByte = bytes === 0 ? 0 : (size.width * size.height) / bytes;
  const least = areaOfByte === 0 ? 0 : LEAST_AREA / areaOfByte;
  const childrenOf = (item: Item): Item[] | null => {
    if (item.kind !== 'folder') return null;
    if (item.folder !== folder && item.bytes * areaOfByte < LEAST_FOLDER) return null;
    return folderItems(model, counted, item.folder, least);
  };
  const root = hierarchy<Item>({ kind: 'folder', folder, bytes }, childrenOf);
  // A folder's sum is known; adding it up again would count what is not drawn as nothing.
  root.each((node) => Object.assign(node, { value: node.data.bytes }));
  const lay = treemap<Item>()
    .size([size.width, size.height])
    .round(true)
    .paddingInner(1)
    .paddingRight((node) => (node.depth === 0 ? 0 : 2))
    .paddingBottom((node) => (node.depth === 0 ? 0 : 2))
    .paddingLeft((node) => (node.depth === 0 ? 0 : 2))
    .paddingTop((node) => (node.depth === 0 ? 0 : hasTitle(node) ? TITLE_HEIGHT : 2));
  return boxOf(lay(root));
}

function hasTitle({ x0, y0, x1, y1, depth }: Omit<HierarchyRectangularNode<Item>, 'children'>): boolean {
  return depth > 0 && x1 - x0 >= 44 && y1 - y0 >= 40;
}

function boxOf(node: HierarchyRectangularNode<Item>): Box {
  const { x0, y0, x1, y1, depth, data } = node;
  const children = (node.children ?? []).map(boxOf);
  return { x0, y0, x1, y1, depth, item: data, hasTitle: children.length > 0 && hasTitle(node), children };
}
