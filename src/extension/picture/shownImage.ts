import type { Picture, PictureLayer } from '../../core/picture/types.ts';
import type { StepsAnswer } from '../../protocol/serverRequests.ts';
import type { Subject } from '../look/look.ts';

/** The image that a panel shows. */
export interface ShownImage {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly steps: NonNullable<StepsAnswer>;
  readonly layers: readonly PictureLayer[];
  readonly picture: Picture;
}

/** What a subject is called where it is kept as text. */
export function subjectName(subject: Subject): string {
  return subject.kind === 'dockerfile' ? subject.uri.toString() : subject.path;
}

/** The path of a file in the picture's columns; null where there is no such single file. */
export function pathOfFile(
  { files, folders }: Pick<Picture, 'folders'> & { readonly files: Pick<Picture['files'], 'folder' | 'name'> },
  file: number,
): string | null {
  const name = files.name.at(file);
  if (name === undefined || name === '') return null;
  const parts = [name];
  for (let at = files.folder[file]; at !== 0; at = folders.parent[at]) parts.unshift(folders.name[at]);
  return parts.join('/');
}
