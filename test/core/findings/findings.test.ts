import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../../src/core/dockerfile/parseDockerfile.ts';
import { type FindingLimits, findings } from '../../../src/core/findings/findings.ts';
import type { Rule } from '../../../src/core/findings/rule.ts';
import type { Sighting } from '../../../src/core/findings/sighting.ts';
import type { Mapping, StepLayers } from '../../../src/core/mapping/types.ts';

const rule = (name: string, more: Partial<Rule> = {}): Rule => ({
  name,
  title: name,
  severity: 'warning',
  sees: { by: 'waste', how: 'removed' },
  message: ({ layer, hiddenBy }, { place }) => `${place(layer)}${hiddenBy === null ? '' : `, ${place(hiddenBy)}`}`,
  advice: () => 'Do better.',
  ...more,
});
const gitKind = { kind: 'git', paths: ['git'], severity: 'info' } as const;
const rules = [
  rule('some'),
  rule('always', { always: true }),
  rule('kinds', { sees: { by: 'path', kinds: [gitKind, { kind: 'gcc', paths: ['gcc'] }] } }),
];

const sighting = (more: Partial<Sighting> = {}): Sighting => {
  return { rule: 'some', kind: '', layer: 1, hiddenBy: null, files: 1, bytes: 500, paths: [], places: [], ...more };
};
const limits = { minBytes: 100, minShare: 0.1, includeBase: false, severities: {} };

const dockerfile = parseDockerfile('FROM busybox\nRUN a &&\\\n  b\nRUN c\n');
const step = (layers: number[], more: Partial<StepLayers> = {}): StepLayers => {
  return { layers, confidence: 'exact', stale: false, evidence: [], ...more } as StepLayers;
};
const mappingOf = (second: Partial<StepLayers> = {}): Mapping => ({
  target: 0,
  baseLayers: 1,
  stepOfLayer: [null, 1, 2],
  steps: [step([]), step([1], second), step([2])],
  warnings: [],
});
const mapped = { dockerfile, mapping: mappingOf() };

const found = (sightings: readonly Sighting[], more: Partial<FindingLimits> = {}, of: typeof mapped | null = mapped) =>
  findings({ sightings, shippedBytes: 1000, mapped: of }, { ...limits, ...more }, rules).map(
    (finding) => `${finding.rule} ${finding.severity} ${finding.bytes} ${finding.message}`,
  );

it.each<[string, Partial<Sighting>, Partial<FindingLimits>, string[]]>([
  ['at its line', {}, {}, ['some warning 500 line 2']],
  ['with the line that hid', { hiddenBy: 2 }, {}, ['some warning 500 line 2, line 4']],
  ['as large as both limits', { bytes: 100 }, {}, ['some warning 100 line 2']],
  ['not with fewer bytes', { bytes: 99 }, { minShare: 0 }, []],
  ['not with a smaller share', { bytes: 99 }, { minBytes: 0 }, []],
  ['always, where it is not about bytes', { rule: 'always', bytes: 1 }, {}, ['always warning 1 line 2']],
  ['not of the base image', { layer: 0 }, {}, []],
  ['not even always', { layer: 0, rule: 'always' }, {}, []],
  ['of the base image where that is wanted', { layer: 0 }, { includeBase: true }, ['some warning 500 layer 0']],
  ['as severe as somebody says', {}, { severities: { some: 'info' } }, ['some info 500 line 2']],
  ['not where somebody says so', {}, { severities: { some: 'off' } }, []],
  ['as severe as a kind of it', { rule: 'kinds', kind: 'git' }, {}, ['kinds info 500 line 2']],
  ['and other kinds as the rule', { rule: 'kinds', kind: 'gcc' }, {}, ['kinds warning 500 line 2']],
  [
    'but somebody’s word counts more',
    { rule: 'kinds', kind: 'git' },
    { severities: { kinds: 'warning' } },
    ['kinds warning 500 line 2'],
  ],
  ['not of a rule that nobody knows', { rule: 'constructor' }, {}, []],
])('are told %s', (_, one, more, expected) => {
  expect(found([sighting(one)], more)).toEqual(expected);
});

it('are at layers without a Dockerfile, the base’s included', () => {
  expect(found([sighting({ layer: 0, hiddenBy: 2 })], {}, null)).toEqual(['some warning 500 layer 0, layer 2']);
});

describe('where the line is in doubt', () => {
  it.each<[string, Partial<StepLayers>, string, string | null]>([
    ['sure', {}, 'warning', null],
    ['guessed', { confidence: 'low' }, 'info', 'guessed'],
    ['changed since', { stale: true }, 'info', 'stale'],
    ['both', { confidence: 'low', stale: true }, 'info', 'stale'],
  ])('%s', (_, second, severity, doubt) => {
    const of = { dockerfile, mapping: mappingOf(second) };
    const [finding] = findings({ sightings: [sighting()], shippedBytes: 1000, mapped: of }, limits, rules);
    expect(finding).toMatchObject({ severity, doubt });
  });
});

it('have all that was seen, its share, and both places', () => {
  const paths = [{ path: 'a', bytes: 500 }];
  const [finding] = findings(
    { sightings: [sighting({ files: 3, paths, places: paths, hiddenBy: 2 })], shippedBytes: 1000, mapped },
    limits,
    rules,
  );
  expect(finding).toEqual({
    rule: 'some',
    kind: '',
    severity: 'warning',
    message: 'line 2, line 4',
    advice: 'Do better.',
    files: 3,
    bytes: 500,
    share: 0.5,
    paths,
    places: paths,
    written: { layer: 1, step: 1, startLine: 2, endLine: 3 },
    hidden: { layer: 2, step: 2, startLine: 4, endLine: 4 },
    doubt: null,
  });
});

it('have no share of an image that ships nothing', () => {
  const none = { sightings: [sighting({ rule: 'always', bytes: 0 })], shippedBytes: 0, mapped: null };
  expect(findings(none, limits, rules)).toMatchObject([{ share: 0 }]);
});
