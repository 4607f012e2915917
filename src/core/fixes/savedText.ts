import { bytesText } from '../words/bytesText.ts';

/** `saves 324 kB`. */
export function savedText(bytes: number): string {
  return `saves ${bytesText(bytes)}`;
}
