import { element } from '../element.ts';
import type { Key } from '../portraits/portrait.ts';

/** What the colours and stripes mean. */
export function legend(keys: readonly Key[]): HTMLElement[] {
  return keys.map(({ name, text }) => element('li', {}, element('span', { class: `lw-key ${name}` }), text));
}
