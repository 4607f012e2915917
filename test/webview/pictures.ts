import type { PictureData, PictureLayer } from '../../src/core/picture/types.ts';
import { type PictureModel, pictureModel } from '../../src/webview/model/pictureModel.ts';
import { imageMeasures } from '../../src/webview/portraits/image/measures.ts';

const layer: PictureLayer = {
  line: null,
  endLine: null,
  text: '',
  shippedBytes: 0,
  visibleBytes: 0,
  wastedBytes: 0,
  isBase: false,
  seconds: null,
  cached: false,
};

/** A file by its path, its bytes and, of what is wasted, the layer that hid it. */
export type FileRow = readonly [path: string, bytes: number, hiddenBy?: number];

/** A picture of two layers: the lower one has all files. */
export function pictureOf(rows: readonly FileRow[]): PictureData {
  const folders = { parent: [0], name: [''] };
  const places = new Map([['', 0]]);
  const place = (path: string): number => {
    const known = places.get(path);
    if (known !== undefined) return known;
    const slash = path.lastIndexOf('/');
    const parent = place(slash < 0 ? '' : path.slice(0, slash));
    places.set(path, folders.name.length);
    folders.parent.push(parent);
    folders.name.push(path.slice(slash + 1));
    return folders.name.length - 1;
  };
  const sorted = [...rows].sort((a, b) => b[1] - a[1]);
  const files = {
    folder: sorted.map(([path]) => place(path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '')),
    name: sorted.map(([path]) => path.slice(path.lastIndexOf('/') + 1)),
    node: sorted.map((_, i) => i),
    bytes: sorted.map(([, bytes]) => bytes),
    count: sorted.map(() => 1),
    layer: sorted.map(() => 0),
    change: sorted.map(() => 0),
    how: sorted.map(([, , hiddenBy]) => (hiddenBy === undefined ? 0 : 1)),
    hiddenBy: sorted.map(([, , hiddenBy = -1]) => hiddenBy),
  };
  return { name: 'image', picture: { folders, files }, layers: [layer, layer] };
}

export function modelOf(rows: readonly FileRow[]): PictureModel {
  const { picture } = pictureOf(rows);
  return pictureModel(picture, imageMeasures(picture));
}
