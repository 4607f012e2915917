import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { showControls } from '../../../src/core/words/showControls.ts';
import { commandLink } from '../../../src/server/markdown/commandLink.ts';
import { codeSpan, escapeMarkdown, pathSpan } from '../../../src/server/markdown/escape.ts';
import { elementsOf, render, textOf } from './rendered.ts';

/** Strings in which what Markdown reads meets often. */
const wild = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom(...'`*_[]()<>!#+-=.:|~&\\/@$ "1aw\n\r\t\u202e\u00a0'.split(''), 'www.', 'http://a.b', '&lt;'),
    )
    .map((parts) => parts.join('')),
);

const hostile = [
  '# heading',
  '- item',
  '1. item',
  '12) item',
  '> quote',
  '***',
  '===',
  '    code',
  '```js',
  '**bold** _italic_ ~~gone~~',
  '[click](command:workbench.action.terminal.new)',
  '![x](https://example.com/x.png)',
  '[x][y]',
  '<img src=x onerror=alert(1)>',
  '<https://example.com>',
  'https://example.com/a?b=c',
  'www.example.com',
  'mail@example.com',
  'mailto:mail@example.com',
  '&lt;b&gt; &#60;b&#62;',
  '$(alert)',
  'a | b',
  'x\n\n<b>y</b>',
  'back\\slash\\*star*',
  '``` ` `` `',
  'gone\u202egnp.exe',
  'nul\0bell\u0007',
  'lone \ud800 surrogate',
  '  blanks  ',
  'ends with \\',
];

describe('escaped text', () => {
  test.each(hostile)('%j shows as it is', (text) => {
    expect(textOf(escapeMarkdown(text))).toBe(showControls(text));
    expect(elementsOf(escapeMarkdown(text))).toEqual({ names: ['p'], targets: [] });
  });

  test('any text shows as it is, alone and within a line', () => {
    fc.assert(
      fc.property(wild, (text) => {
        fc.pre(text !== '');
        expect(textOf(escapeMarkdown(text))).toBe(showControls(text));
        expect(textOf(`x ${escapeMarkdown(text)} y`)).toBe(`x ${showControls(text)} y`);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a code span', () => {
  test.each(hostile)('%j shows as it is', (text) => {
    expect(render(codeSpan(text))).toMatch(/^<p><code>.*<\/code><\/p>\n$/);
    expect(textOf(codeSpan(text))).toBe(showControls(text));
  });

  test('any text shows as it is', () => {
    fc.assert(
      fc.property(wild, (text) => {
        fc.pre(text.trim() !== '');
        expect(textOf(`x ${codeSpan(text)} y`)).toBe(`x ${showControls(text)} y`);
        expect(elementsOf(`- ${codeSpan(text)}, ${codeSpan(text)}`).names).toEqual(['code', 'li', 'ul']);
      }),
      { numRuns: 2000 },
    );
  });

  test('of nothing is nothing', () => expect(codeSpan('')).toBe(''));

  test('a path of 4,096 bytes is cut in the middle, and never within a character', () => {
    expect(pathSpan(`${'a/'.repeat(2000)}end.txt`)).toMatch(/^`a\/a\/.{40,50}….{40,50}end\.txt`$/);
    for (const shift of ['', 'a', 'ab', 'abc'])
      expect(textOf(pathSpan(`${shift}${'😀'.repeat(1000)}`))).toMatch(/^[a-c]*😀{20,25}…😀{20,25}$/u);
  });
});

describe('a command link', () => {
  test('runs our command with its argument, whatever that holds', () => {
    fc.assert(
      fc.property(wild, fc.nat(), (uri, step) => {
        const { names, targets } = elementsOf(commandLink('Show', 'layerwise.showStep', { uri, step }));
        expect(names).toEqual(['a', 'p']);
        expect(targets).toHaveLength(1);
        const [command, query] = targets[0].split('?');
        expect(command).toBe('command:layerwise.showStep');
        expect(JSON.parse(decodeURIComponent(query))).toEqual([{ uri: uri.replaceAll(/\p{Cs}/gu, '\ufffd'), step }]);
      }),
      { numRuns: 1000 },
    );
  });
});
