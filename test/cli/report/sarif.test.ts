import { readFileSync } from 'node:fs';
import { sarifToMarkdown } from '@security-alert/sarif-to-markdown';
import type { Result } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { GateReport } from '../../../src/cli/report/gateReport.ts';
import { gateSarif } from '../../../src/cli/report/gateSarif.ts';
import { baselineOf } from '../../../src/core/gate/baseline.ts';
import { figuresOf } from '../../../src/core/gate/figures.ts';
import { type GateCase, gateReportOf } from '../../support/gateReport.ts';
import { sampleDockerfile, sampleImage } from '../../support/runCli.ts';
import { sarifLog } from '../../support/sarif.ts';

const dockerfile = readFileSync(sampleDockerfile, 'utf8');
const config: GateCase['config'] = {
  image: { minEfficiency: '70 %' },
  findings: { severity: { 'deleted-in-later-layer': 'error' } },
};

const sample = (options: Partial<GateCase> = {}): Promise<GateReport> =>
  gateReportOf(sampleImage, { config, dockerfile, ...options });

function results(report: GateReport): readonly Result[] {
  return sarifLog(gateSarif(report)).runs[0]?.results ?? [];
}

describe('SARIF', () => {
  it('tells the line that wrote, and the line that hid', async () => {
    const [efficiency, deleted] = results(await sample());
    expect(efficiency).toMatchObject({
      ruleId: 'image.minEfficiency',
      level: 'error',
      locations: [
        { physicalLocation: { region: { startLine: 1 } }, logicalLocations: [{ name: 'web:1.0', kind: 'image' }] },
      ],
    });
    expect(deleted).toMatchObject({
      ruleId: 'deleted-in-later-layer',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'docker/My%20Dockerfile', uriBaseId: '%SRCROOT%' },
            region: { startLine: 35, endLine: 35 },
          },
        },
      ],
      relatedLocations: [{ id: 1, physicalLocation: { region: { startLine: 36 } } }],
    });
  });

  it('names the image where there is no Dockerfile', async () => {
    for (const { locations } of results(await sample({ dockerfile: null }))) {
      expect(locations).toEqual([{ logicalLocations: [expect.objectContaining({ name: 'web:1.0' })] }]);
    }
  });

  it('has every rule that a result is of, with a page', async () => {
    const [run] = sarifLog(gateSarif(await sample())).runs;
    for (const { ruleId, ruleIndex } of run?.results ?? []) {
      expect(run?.tool.driver.rules?.[ruleIndex ?? -1]).toMatchObject({
        id: ruleId,
        helpUri: expect.stringContaining('/docs/'),
      });
    }
  });

  it('has fixes that, applied, are the edits', async () => {
    const lines = dockerfile.split('\n');
    const start = lines.slice(0, 34).join('\n').length + 1;
    const edits = [
      { startOffset: 0, endOffset: 0, newText: '# 🎉\n' },
      { startOffset: start, endOffset: start + 3, newText: 'run' },
    ];
    const report = { ...(await sample()), fixes: () => [{ title: 'Join [them](1) (saves 324 kB)', edits }] };
    const fixed = results(report).filter(({ fixes }) => fixes !== undefined);
    expect(fixed.map(({ ruleId }) => ruleId)).toEqual([
      'deleted-in-later-layer',
      'deleted-in-later-layer',
      'metadata-only-copy',
      'secrets-in-layer',
    ]);
    const [fix] = fixed[0].fixes ?? [];
    expect(fix.description?.text).toBe('Join [them\\](1) (saves 324 kB)');
    const [{ artifactLocation, replacements }] = fix.artifactChanges;
    expect(artifactLocation.uri).toBe('docker/My%20Dockerfile');
    const text = replacements
      .toReversed()
      .reduce((before, { deletedRegion: { charOffset = -1, charLength = 0 }, insertedContent }) => {
        return before.slice(0, charOffset) + (insertedContent?.text ?? '') + before.slice(charOffset + charLength);
      }, dockerfile);
    expect(text.split('\n')).toEqual([
      '# 🎉',
      ...lines.map((line, i) => (i === 34 ? line.replace(/^RUN/, 'run') : line)),
    ]);
  });

  it('keeps its fingerprints when lines move, and marks what the baseline knows', async () => {
    const before = await sample();
    const baseline = baselineOf(figuresOf(before.analysis), before.result);
    const moved = await sample({ dockerfile: `# one more line\n${dockerfile}`, baseline });
    const prints = (all: readonly Result[]): string[] =>
      all.map(({ partialFingerprints: p }) => p?.['layerwise/v1'] ?? '').sort();
    expect(prints(results(moved))).toEqual(prints(results(before)));
    expect(new Set(results(moved).map(({ baselineState }) => baselineState))).toEqual(new Set(['unchanged']));
    expect(results(moved).find(({ ruleId }) => ruleId === 'image.minEfficiency')?.level).toBe('note');
    expect(results(before).every(({ baselineState }) => baselineState === undefined)).toBe(true);
  });

  it('is read by a viewer of others, with rules and links to the lines', async () => {
    const options = { title: 'Layerwise', owner: 'o', repo: 'r', branch: 'main', sourceRoot: '' };
    const [{ body, hasMessages }] = sarifToMarkdown(options)(sarifLog(gateSarif(await sample())));
    expect(hasMessages).toBe(true);
    expect(body).toContain('https://github.com/o/r/blob/main/docker/My%20Dockerfile#L35-L35');
    expect(body).toContain('deleted-in-later-layer');
    expect(body).toContain('are removed in line 36');
  });
});
