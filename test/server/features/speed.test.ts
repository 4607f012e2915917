import { expect, test } from 'vitest';
import { annotateDocument } from '../../../src/server/features/annotatedDocument.ts';
import { codeLenses } from '../../../src/server/features/codeLenses.ts';
import { file, type LayerMember } from '../../support/members.ts';
import { documentOf, NOW, URI } from './fixture.ts';

/** 300 lines, 60 layers, each covering files of many others. */
const text = ['FROM scratch', ...Array.from({ length: 299 }, (_, at) => (at % 5 === 0 ? `RUN a${at}` : `ENV A=${at}`))];
const layers = Array.from({ length: 60 }, (_, layer): LayerMember[] =>
  Array.from({ length: 60 }, (_, at) => file(`f${(layer * at) % 60}`, `${layer}`)),
);

test('a line typed costs far less than is felt', () => {
  const { dockerfile, mapping, facts } = documentOf(text.join('\n'), layers);
  const times = Array.from({ length: 30 }, () => {
    const start = performance.now();
    codeLenses(annotateDocument(URI, dockerfile, mapping, facts), { now: NOW });
    return performance.now() - start;
  });
  console.log(`annotated 300 lines and 60 layers in ${Math.min(...times).toFixed(2)} ms`);
  expect(Math.min(...times)).toBeLessThan(5);
});
