import type { PictureModel } from './pictureModel.ts';

/** The folders from the root's child down to this one. */
export function folderChain({ folders }: Pick<PictureModel, 'folders'>, folder: number): number[] {
  const chain: number[] = [];
  for (let at = folder; at !== 0; at = folders.parent[at]) chain.push(at);
  return chain.reverse();
}

/** Without a slash before it; empty for the root. */
export function folderPath(model: Pick<PictureModel, 'folders'>, folder: number): string {
  return folderChain(model, folder)
    .map((at) => model.folders.name[at])
    .join('/');
}

/** Of what is left over of a folder: the folder’s. */
export function filePath(model: Pick<PictureModel, 'folders' | 'files'>, file: number): string {
  const folder = folderPath(model, model.files.folder[file]);
  const name = model.files.name[file];
  return folder === '' || name === '' ? folder + name : `${folder}/${name}`;
}

/** Whether `folder` is `above` or lies below it. */
export function isWithin({ folders }: Pick<PictureModel, 'folders'>, folder: number, above: number): boolean {
  let at = folder;
  while (at > above) at = folders.parent[at];
  return at === above;
}

/** The folder that these names lead to, as far as they do. */
export function findFolder(model: PictureModel, names: readonly string[]): number {
  let folder = 0;
  for (const name of names) {
    const next = model.foldersIn(folder).find((child) => model.folders.name[child] === name);
    if (next === undefined) return folder;
    folder = next;
  }
  return folder;
}
