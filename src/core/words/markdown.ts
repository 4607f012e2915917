import { cutMiddle } from './cutMiddle.ts';
import { showControls } from './showControls.ts';

/**
 * Text from an image or a Dockerfile as Markdown that shows exactly this text on one line: no formatting, no HTML, no
 * link of any kind. Control characters are written out, see `showControls`.
 * https://spec.commonmark.org/0.31.2/#backslash-escapes
 */
export function escapeMarkdown(text: string): string {
  return showControls(text).replaceAll(MEANINGFUL, '\\$&').replaceAll(OUTER_BLANKS, asReferences);
}

/**
 * What can begin formatting, HTML, an entity, a table, an icon or a link wherever it stands; what makes an address of
 * letters (`www.`, `http:`); what makes a list, a heading or a rule of a line.
 */
const MEANINGFUL = /[\\`*_[\]<>|~&$@]|[.:](?=\S)|(?<=^\d+)[.)]|^[-+=#]/g;

/** Markdown takes blanks away where a line begins and ends. */
const OUTER_BLANKS = /^\s+|\s+$/g;

function asReferences(blanks: string): string {
  return Array.from(blanks, (blank) => `&#${blank.codePointAt(0) ?? 0};`).join('');
}

/** The same in a code span, whose fence is longer than any in the text. Nothing for nothing. */
export function codeSpan(text: string): string {
  const shown = showControls(text);
  if (shown === '') return '';
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  // One blank on both sides is taken away again, unless there is nothing but blanks.
  const edge = /^[` ]|[` ]$/.test(shown) && /[^ ]/.test(shown) ? ' ' : '';
  return `${fence}${edge}${shown}${edge}${fence}`;
}

/** A path of an image may have 4,096 bytes: that many would hide all else. */
const LONGEST_PATH = 100;

export function pathSpan(path: string): string {
  return codeSpan(cutMiddle(path, LONGEST_PATH));
}
