import { describe, expect, test } from 'vitest';
import { hoverTarget } from '../../../src/core/annotations/hoverTarget.ts';
import type { AnnotatedDocument } from '../../../src/server/features/annotatedDocument.ts';
import { codeLenses } from '../../../src/server/features/codeLenses.ts';
import { diagnostics } from '../../../src/server/features/diagnostics.ts';
import { hover } from '../../../src/server/features/hover.ts';
import { file, whiteout } from '../../support/members.ts';
import { elementsOf, textOf } from '../markdown/rendered.ts';
import { documentOf, everyFinding, NOW } from './fixture.ts';

const names = [
  '`code`',
  '``',
  '` `',
  '**bold**',
  '[x](command:workbench.action.terminal.new)',
  '[x](command:layerwise.showImage)',
  '![x](https:!!example.com)',
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)<!script>',
  '<https:example.com>',
  'https:!!example.com',
  'www.example.com',
  '&lt;b&gt;',
  'a\nb\n\n# heading',
  'a\r\n- b',
  'tab\tbell\u0007escape\u001b[31m',
  'gone\u202egnp.exe\u2066',
  '\u200bnothing',
  // What the tree says of bytes that are no UTF-8.
  '\ufffd\ufffd',
  '$(alert) $x$',
  '| a | b |',
  ' blanks ',
  '中文😀',
  'long/'.repeat(816),
].map((name) => name.replaceAll('!!', '//').replaceAll('<!', '</'));

/** In every place where an image or a Dockerfile can have a name. */
function documentWith(name: string): AnnotatedDocument {
  const line = name.replaceAll(/\s+/g, ' ');
  const path = name.endsWith('/') ? `${name}end` : name;
  const stage = line.replaceAll(/[ $]/g, '');
  const text = `FROM base AS ${stage}
COPY ["${line.replaceAll(/[\\"]/g, '')}", "b/", "/${line.replaceAll(/[\\"]/g, '')}/"]
RUN echo ${line}
RUN rm ${line} now
FROM ${stage}
COPY --from=0 ${line.replaceAll(' ', '_')} /${line.replaceAll(' ', '_')}`;
  const built = text.replace(`\nFROM ${stage}\n`, '\n').replace(' now', '').replace('--from=0 ', '');
  const document = documentOf(
    text,
    [
      [file(path, 'base')],
      [file(`${path}2`, 'x'), file('x', name)],
      [file(path, 'again')],
      [whiteout('x'), whiteout(path)],
      [],
    ],
    { built, base: `FROM x\nRUN ${line}` },
  );
  const image = { ...document.facts.image, tags: [name], reference: name };
  return {
    ...document,
    annotations: {
      ...document.annotations,
      image: { ...document.annotations.image, ...image, layers: 5, created: name },
    },
  };
}

/** Every hover of a document, with something that arrived under the same name. */
function hovers(document: AnnotatedDocument, name: string): string[] {
  const { dockerfile } = document;
  const rows = [{ path: name, bytes: 1, change: 'added' } as const];
  const values = new Set<string>();
  const starts = dockerfile.steps.flatMap(({ startOffset }) => Array.from({ length: 80 }, (_, at) => startOffset + at));
  const all = Array.from({ length: Math.ceil(dockerfile.text.length / 97) }, (_, at) => at * 97);
  for (const offset of [...starts, ...all]) {
    const target = hoverTarget(dockerfile, offset, document.facts.image.config);
    if (target === null) continue;
    const { contents } = hover(document, target, { commandLinks: true, arrived: { files: 1, bytes: 1, rows } });
    values.add((contents as { readonly value: string }).value);
  }
  return [...values];
}

describe.each(names)('%j', (name) => {
  const document = documentWith(name);

  test('brings no element and no link into a hover', () => {
    const all = hovers(document, name);
    expect(all.length).toBeGreaterThan(6);
    expect(all.join()).toContain('Wasted');
    expect(all.join()).toMatch(/Overwrote|Hid/);
    for (const markdown of all) {
      const { names: elements, targets } = elementsOf(markdown);
      expect(['p', 'ul', 'li', 'code', 'em', 'strong', 'a']).toEqual(expect.arrayContaining([...elements]));
      for (const target of targets) expect(target).toMatch(/^command:layerwise\.showStep\?%5B%7B[\w%.-]+%7D%5D$/);
      expect(targets.length).toBeLessThanOrEqual(1);
    }
  });

  test('leaves no control and no bidi character, and no hover without end', () => {
    for (const markdown of hovers(document, name)) {
      expect(markdown).not.toMatch(UNSAFE);
      expect(markdown.length).toBeLessThan(12_000);
    }
    const plain = [
      ...codeLenses(document, { now: NOW }).map(({ command }) => command?.title ?? ''),
      ...diagnostics(document, everyFinding).flatMap(({ message, relatedInformation = [] }) => [
        message as string,
        ...relatedInformation.map((related) => related.message),
      ]),
    ];
    for (const text of plain) {
      expect(text).not.toMatch(UNSAFE);
      expect(text).not.toContain('\n');
      expect(text.length).toBeLessThan(1000);
    }
  });
});

/** All controls but the line feeds that separate our own lines. */
const UNSAFE = /[\0-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/;

test('a name is read as it is', () => {
  const document = documentWith('a `b` [c](d) <e> & f');
  const [markdown] = hovers(document, 'x').filter((value) => value.includes('Line 4'));
  expect(textOf(markdown)).toContain('a `b` [c](d) <e> & f');
});
