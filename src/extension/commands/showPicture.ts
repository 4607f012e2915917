import type { Command } from './command.ts';

/** A treemap and a timeline of the image that is looked at. */
export const showPicture: Command = ({ pictures }) => pictures.show();
