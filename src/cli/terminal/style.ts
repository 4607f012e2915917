import { styleText } from 'node:util';

export type ColorChoice = 'auto' | 'always' | 'never';

/** The few ways in which the reports mark text; each gives the text back when colour is off. */
export interface Style {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly name: (text: string) => string;
}

type Format = Parameters<typeof styleText>[0];

export function style(color: boolean): Style {
  const paint = (format: Format) => (text: string) =>
    color && text !== '' ? styled(format, text, { validateStream: false }) : text;
  return {
    strong: paint('bold'),
    faint: paint('dim'),
    good: paint('green'),
    warn: paint('yellow'),
    bad: paint('red'),
    name: paint('cyan'),
  };
}

/** Newer Nodes look at the stream themselves unless told not to; the choice has been made here. */
const styled: (format: Format, text: string, options: { validateStream: boolean }) => string = styleText;

/** https://no-color.org, https://force-color.org; a word on the command line goes before both. */
export function wantsColor(choice: ColorChoice, stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): boolean {
  if (choice !== 'auto') return choice === 'always';
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] && env['FORCE_COLOR'] !== '0') return true;
  return stream.isTTY && env['TERM'] !== 'dumb';
}
