import { countText } from '../../core/words/countText.ts';
import type { PictureTexts } from '../../core/words/pictureTexts.ts';
import { showControls } from '../../core/words/showControls.ts';
import { filePath, folderPath } from '../model/paths.ts';
import type { PictureModel } from '../model/pictureModel.ts';
import type { Words } from './portrait.ts';

/** What is said alike in every picture. */
export type CommonWords = Pick<Words, 'text' | 'name' | 'path' | 'files'> & {
  /** An instruction, as far as there is room. Nothing in it is a control any more. */
  readonly shortText: (instruction: string) => string;
  /** `line 28: RUN …`. */
  readonly lineAndText: (line: number, instruction: string) => string;
};

/** Characters of an instruction that are told. */
const LONGEST = 90;

/** @param root What the root is called. */
export function commonWords(model: PictureModel, texts: PictureTexts, root: keyof PictureTexts): CommonWords {
  const text: Words['text'] = (name, ...given) =>
    texts[name].replaceAll(/\{(\d)\}/g, (whole, place: string) => String(given.at(Number(place)) ?? whole));
  const smaller = (count: number): string =>
    count === 1 ? text('oneSmallerFile') : text('smallerFiles', countText(count));
  const shortText = (instruction: string): string => {
    const shown = showControls(instruction);
    return shown.length > LONGEST ? `${shown.slice(0, LONGEST - 1)}…` : shown;
  };
  return {
    text,
    files: (count) => (count === 1 ? text('oneFile') : text('files', countText(count))),
    shortText,
    lineAndText: (line, instruction) => text('placeAndText', text('line', line), shortText(instruction)),
    name(item) {
      if (item.kind === 'small') return smaller(item.count);
      if (item.kind === 'folder') return showControls(model.folders.name[item.folder]) || text(root);
      const name = model.files.name[item.file];
      return name === '' ? smaller(model.files.count[item.file]) : showControls(name);
    },
    path(item) {
      const path = item.kind === 'file' ? filePath(model, item.file) : folderPath(model, item.folder);
      return `/${showControls(path)}`;
    },
  };
}
