import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse as parseJunit } from 'junit2json';
import MarkdownIt from 'markdown-it';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gateProblems } from '../../../src/cli/report/gateProblems.ts';
import type { GateReport } from '../../../src/cli/report/gateReport.ts';
import { fileOptions, formatGate, gateFormats } from '../../../src/cli/reportFormats.ts';
import { showControls } from '../../../src/core/words/showControls.ts';
import { gateReportOf } from '../../support/gateReport.ts';
import { asTar, ociFiles } from '../../support/imageBuilder.ts';
import { sarifLog } from '../../support/sarif.ts';

/** Names that mean something in one format or another. */
const NAMES = [
  '</failure></testcase><x a="1" b=\'2\'>',
  ']]> &amp; <!-- --> <?php ?>',
  '\u0001\u001b[31mred\u0007',
  'line\n::error file=a::commanded',
  'line\r\n::set-output name=a::b',
  '%0A::warning::percent',
  '##[error]old',
  '[link](http://evil.example) <http://evil.example> www.evil.example',
  '<img src=x onerror=alert(1)> @everyone #1 {0} $x$',
  'a | b \\| c ` d `` e *f* _g_ ~h~ i',
  '\u202egnp.exe\u200b',
  '\ufffe\uffff',
  '- item',
  '🎉é',
] as const;

const dockerfile = ['FROM scratch', 'COPY a /tmp/', 'RUN rm -r /tmp/*', ''].join('\n');

const folder = mkdtempSync(join(tmpdir(), 'layerwise-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

let report: GateReport;
let texts: Readonly<Record<string, string>>;

beforeAll(async () => {
  const members = NAMES.map((name) => ({ name: `tmp/${name.replaceAll('/', '∕')}`, content: 'x' }));
  const history = [`COPY a /tmp/ # buildkit`, `RUN /bin/sh -c rm -r /tmp/* # buildkit`].map((created_by) => ({
    created_by,
  }));
  const layers = [{ members }, { members: [{ name: '.wh.tmp' }] }];
  const path = join(folder, 'image.tar');
  await writeFile(path, await asTar(await ociFiles([{ layers, config: { history } }])));
  const severity = { 'deleted-in-later-layer': 'error' } as const;
  report = await gateReportOf(path, {
    dockerfile,
    reference: NAMES.join(''),
    config: {
      image: { minEfficiency: 1 },
      forbiddenPaths: [...NAMES.map((name) => `tmp/${name.replaceAll('/', '∕')}`), 'tmp'],
      findings: { minBytes: 0, minShare: 0, failOn: 'info', severity },
    },
  });
  texts = Object.fromEntries(gateFormats.map((format) => [format, formatGate(format, report, fileOptions)]));
});

const visible = NAMES.map((name) => showControls(name.replaceAll('/', '∕')));

describe('names of an image that mean something', () => {
  it('are all in the report', () => {
    const messages = gateProblems(report)
      .map(({ message }) => message)
      .join('\n');
    for (const name of visible) expect(messages).toContain(name);
  });

  // In JSON they are as they are: it is for programs.
  it.each(gateFormats.filter((format) => format !== 'json'))('are no control characters in %s', (format) => {
    expect(texts[format]).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u200b]/);
  });

  it('are text in JUnit, which reads back whole', async () => {
    const suites = await parseJunit(texts['junit']);
    if (suites === null || suites === undefined || !('testsuite' in suites)) throw new Error('no suites');
    const cases = (suites.testsuite ?? []).flatMap(({ testcase }) => testcase ?? []);
    expect(cases).toHaveLength(report.result.checks.length + report.result.findings.length);
    const failures = cases.flatMap(({ failure }) => failure ?? []).map(({ inner }) => inner ?? '');
    expect(failures).toHaveLength(cases.length);
    for (const name of visible)
      expect(failures.join('\n')).toContain(name.replaceAll('\ufffe\uffff', '\\ufffe\\uffff'));
  });

  it('are text in Markdown: no HTML, no links, no more cells and lines', () => {
    const tokens = new MarkdownIt({ html: true, linkify: true }).parse(texts['markdown'], {});
    const inline = tokens.flatMap(({ children }) => children ?? []);
    expect([...tokens, ...inline].filter(({ type }) => type.startsWith('html'))).toEqual([]);
    const links = inline.filter(({ type }) => type === 'link_open').map((token) => token.attrGet('href'));
    expect(new Set(links)).toEqual(
      new Set(['https://github.com/layerwise/layerwise/blob/main/docs/rules/deleted-in-later-layer.md']),
    );
    expect(tokens.filter(({ type }) => type === 'tr_open')).toHaveLength(1 + report.result.checks.length);
    expect(tokens.filter(({ type }) => type === 'td_open')).toHaveLength(4 * report.result.checks.length);
    expect(inline.filter(({ type }) => type === 'image')).toEqual([]);
  });

  it('call nobody and no issue in Markdown', () => {
    const prose = texts['markdown'].replaceAll(/(`+).*?\1/g, '');
    expect(prose).not.toMatch(/@everyone|#1/);
    expect(prose).toContain('\\@&#8203;everyone');
  });

  it('are no commands to GitHub', () => {
    const lines = texts['github'].trimEnd().split('\n');
    expect(lines).toHaveLength(gateProblems(report).length);
    for (const line of lines) {
      expect(line).toMatch(/^::error file=docker\/My Dockerfile(,line=\d+,endLine=\d+)?,title=[^:,]*::[^\r\n]*$/);
    }
    expect(texts['github']).toContain('%250A::warning');
  });

  it('are text in SARIF: no links, no placeholders', () => {
    const [run] = sarifLog(texts['sarif']).runs;
    const messages = (run?.results ?? []).map(({ message }) => message.text ?? '').join('\n');
    expect(messages).toContain('[link\\](http');
    expect(messages).toContain('{{0}}');
  });

  it('are text in GitLab’s report', () => {
    const issues = JSON.parse(texts['gitlab']) as { fingerprint: string; description: string }[];
    expect(issues).toHaveLength(gateProblems(report).length);
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
  });
});
