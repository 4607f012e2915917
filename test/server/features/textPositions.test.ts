import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { textPositions } from '../../../src/server/features/textPositions.ts';

const text = fc.array(fc.constantFrom('a', ' ', '\n', '\r', '\r\n', '😀')).map((parts) => parts.join(''));

test('lines and columns are those of the protocol', () => {
  fc.assert(
    fc.property(text, fc.nat(40), fc.nat(6), fc.nat(6), (content, offset, line, character) => {
      const document = TextDocument.create('file:///a', 'dockerfile', 1, content);
      const positions = textPositions(content);
      const at = Math.min(offset, content.length);
      // Between \r and \n there is no position; TextDocument steps back before both.
      fc.pre(content.slice(at - 1, at + 1) !== '\r\n');
      expect(positions.positionAt(at)).toEqual(document.positionAt(at));
      expect(positions.offsetAt(positions.positionAt(at))).toBe(at);
      const found = positions.offsetAt({ line, character });
      expect(found).toBeGreaterThanOrEqual(document.offsetAt({ line, character }));
      expect(found).toBeLessThanOrEqual(content.length);
    }),
    { numRuns: 1000 },
  );
});
