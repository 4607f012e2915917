import type { Box } from './box.ts';

/** The innermost box at a point; null beside all, and between boxes the folder that they lie in. */
export function boxAt(box: Box, x: number, y: number): Box | null {
  if (x < box.x0 || x >= box.x1 || y < box.y0 || y >= box.y1) return null;
  for (const child of box.children) {
    const found = boxAt(child, x, y);
    if (found !== null) return found;
  }
  return box;
}

/** The box of a folder, where it is drawn. */
export function boxOfFolder(box: Box, folder: number): Box | null {
  return findBox(box, ({ item }) => item.kind === 'folder' && item.folder === folder);
}

export function boxOfFile(box: Box, file: number): Box | null {
  return findBox(box, ({ item }) => item.kind === 'file' && item.file === file);
}

function findBox(box: Box, isWanted: (box: Box) => boolean): Box | null {
  if (isWanted(box)) return box;
  for (const child of box.children) {
    const found = findBox(child, isWanted);
    if (found !== null) return found;
  }
  return null;
}
