import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { parseDockerfile } from '../../../src/core/dockerfile/parseDockerfile.ts';
import { defaultFindingLimits, type FindingLimits } from '../../../src/core/findings/findings.ts';
import type { Image } from '../../../src/core/image/types.ts';
import { mapSteps } from '../../../src/core/mapping/mapSteps.ts';
import { mergeLayers } from '../../../src/core/merge/mergeLayers.ts';
import { readLayers } from '../../../src/core/readLayers.ts';
import { treeFacts } from '../../../src/core/treeFacts.ts';
import { type AnnotatedDocument, annotateDocument } from '../../../src/server/features/annotatedDocument.ts';
import { codeLenses } from '../../../src/server/features/codeLenses.ts';
import { diagnostics } from '../../../src/server/features/diagnostics.ts';
import { inlayHints } from '../../../src/server/features/inlayHints.ts';
import { openImageAt } from '../../../src/sources/openImageAt.ts';
import { build, buildkit, type Writer } from '../../core/mapping/record.ts';
import { indexOf, type LayerMember } from '../../support/members.ts';
import { root } from '../../support/runCli.ts';
import { expected, type Marked, marked } from './marked.ts';

export const URI = 'file:///work/Dockerfile';
export const NOW = Date.UTC(2026, 0, 10, 12);

export interface BuiltWith {
  /** The text when the image was built, one stage; by default as it is now. */
  readonly built?: string;
  /** The lines that made the base image. */
  readonly base?: string;
  readonly target?: string;
  readonly writer?: Writer;
  /** Laid over the image. */
  readonly image?: Partial<Image>;
}

/** A Dockerfile beside an image of these layers, whose history a builder wrote. */
export function documentOf(
  text: string,
  layers: readonly (readonly LayerMember[])[],
  options: BuiltWith = {},
): AnnotatedDocument {
  const { built = text, base = '', target, writer = buildkit } = options;
  const image = { ...build(built, writer, base).image, ...options.image };
  expect(image.layers, 'layers that the lines make').toHaveLength(layers.length);
  const { tree } = mergeLayers(layers.map((members) => indexOf(members).index));
  const dockerfile = parseDockerfile(text);
  const mapping = mapSteps(dockerfile, image, { target });
  return annotateDocument(URI, dockerfile, mapping, { image, ...treeFacts(tree) });
}

export const SAMPLE = readFileSync(`${root}sample/Dockerfile`, 'utf8');

export async function sampleDocument(text = SAMPLE): Promise<AnnotatedDocument> {
  const open = await openImageAt(`${root}sample/image.oci.tar`);
  try {
    const { tree } = await readLayers(open);
    const dockerfile = parseDockerfile(text);
    const facts = { image: open.image, ...treeFacts(tree) };
    return annotateDocument(URI, dockerfile, mapSteps(dockerfile, open.image), facts);
  } finally {
    await open.close();
  }
}

export const everyFinding: FindingLimits = { ...defaultFindingLimits, minBytes: 0, minShare: 0 };

/** Everything at the lines, as marks write it: lenses but those of the whole image, hints, diagnostics. */
export function shownAt(document: AnnotatedDocument, thresholds = everyFinding): string[] {
  const everywhere = { start: { line: 0, character: 0 }, end: { line: 1e6, character: 0 } };
  const lenses = codeLenses(document, { now: NOW }).filter(({ command }) => command?.command === 'layerwise.showStep');
  return [
    ...lenses.map(({ range, command }) => `${range.start.line} lens: ${command?.title ?? ''}`),
    ...inlayHints(document, everywhere).map(({ position, label }) => `${position.line} hint: ${label as string}`),
    ...diagnostics(document, thresholds).map(
      ({ range, severity, message }) =>
        `${range.start.line} ${severity === 2 ? 'warning' : 'information'}: ${message as string}`,
    ),
  ];
}

/** Checks all that stands at the lines of a marked Dockerfile, of the kinds that it marks. */
export function check(
  source: string,
  layers: readonly (readonly LayerMember[])[],
  options: BuiltWith = {},
): { readonly document: AnnotatedDocument; readonly source: Marked } {
  const plain = marked(source);
  const document = documentOf(plain.text, layers, options);
  expectShown(plain, document);
  return { document, source: plain };
}

export function expectShown(source: Marked, document: AnnotatedDocument, thresholds = everyFinding): void {
  const kinds = ['lens', ...['hint', 'warning', 'information'].filter((kind) => hasMark(source, kind))];
  const shown = shownAt(document, thresholds).filter((line) => kinds.some((kind) => line.includes(` ${kind}: `)));
  expect(shown.sort()).toEqual(expected(source, kinds).sort());
}

function hasMark({ marks }: Marked, wanted: string): boolean {
  return marks.some(({ kind }) => kind === wanted);
}
