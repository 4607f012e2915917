import { element } from '../element.ts';

export interface Column {
  readonly title: string;
  readonly isNumber?: boolean;
}

export type Cell = Node | string;

/** A table with a heading; what it holds is text. */
export function section(title: string, ...content: readonly Node[]): HTMLElement {
  return element('section', { class: 'lw-section' }, element('h2', {}, title), ...content);
}

export interface Row {
  readonly cells: readonly Cell[];
  readonly attributes?: Readonly<Record<string, string>>;
}

export function table(label: string, columns: readonly Column[], rows: readonly Row[]): HTMLElement {
  const head = columns.map(({ title, isNumber }) =>
    element('th', { scope: 'col', class: isNumber === true && 'lw-number' }, title),
  );
  const body = rows.map(({ cells, attributes = {} }) =>
    element(
      'tr',
      attributes,
      ...cells.map((cell, i) => element('td', { class: columns[i].isNumber === true && 'lw-number' }, cell)),
    ),
  );
  const made = element('table', {}, element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...body));
  // A wide one is turned by keyboard too.
  return element('div', { class: 'lw-scroll', tabindex: 0, role: 'region', 'aria-label': label }, made);
}
