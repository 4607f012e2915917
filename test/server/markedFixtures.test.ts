import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type LspClient, lspClient } from '../support/lspClient.ts';
import { root } from '../support/runCli.ts';
import type { Member } from '../support/tarMember.ts';
import { expected, type Marked, marked } from './features/marked.ts';
import { imageBytes, type Made, project } from './project.ts';

/**
 * Dockerfiles that say themselves what their lines made and what an editor shows of it, through the protocol. A mark
 * stands for its line, «hover» for the word before it.
 */
const folder = `${root}test/fixtures/marked/`;

describe.each(readdirSync(folder))('%s', (name) => {
  it.each([
    ['over joined streams', '\n', false],
    ['over stdio, with line ends of Windows', '\r\n', true],
  ])('shows what its marks say, %s', async (_, lineEnd, stdio) => {
    const source = marked(readFileSync(folder + name, 'utf8').replaceAll('\n', lineEnd));
    const { client, uri } = await opened(source, stdio);
    const lenses = (await client.lenses(uri)).slice(1);
    expect(lenses).toEqual(marksOf(source, 'lens').map(({ line, value }) => `${line} ${value}`));
    const { waste, hiding } = await wasteOf(client, uri);
    expect(waste.toSorted()).toEqual(expected(source, ['warning', 'information']).toSorted());
    expect(hiding.toSorted()).toEqual(expected(source, ['hides']).toSorted());
    for (const { line, offset, value } of marksOf(source, 'hover')) {
      const character = offset - source.text.lastIndexOf('\n', offset - 1) - 2;
      const shown = (await client.hover(uri, line, character)) ?? '';
      expect(
        shown.split('\n').map((each) => each.slice(0, value.length)),
        shown,
      ).toContain(value);
    }
  });
});

async function opened(source: Marked, stdio: boolean): Promise<{ client: LspClient; uri: string }> {
  const made = await project({ 'image.tar': await imageBytes(layersOf(source)) });
  const client = await lspClient({ stdio });
  const uri = await client.open(join(made, 'Dockerfile'), source.text);
  await client.image(uri, 'open');
  return { client, uri };
}

function marksOf({ marks }: Marked, wanted: string): Marked['marks'][number][] {
  return marks.filter(({ kind }) => kind === wanted);
}

/** Flags stand in no history. */
function layersOf(source: Marked): Made[] {
  const lines = source.text.split(/\r?\n/);
  return marksOf(source, 'layer').map(({ line, value }) => {
    const built = marksOf(source, 'built').find((mark) => mark.line === line)?.value ?? lines[line];
    return [
      built.replace(/ --\S+/g, (flag) => (built.startsWith('COPY') ? '' : flag)),
      ...value.split(', ').map(member),
    ];
  });
}

/** `name bytes`, or the name alone of a whiteout and of a directory. */
function member(text: string): Member {
  const [name, bytes] = text.split(' ');
  return name.endsWith('/') ? { name, type: 'directory' } : { name, content: 'x'.repeat(Number(bytes ?? 0)) };
}

async function wasteOf(client: LspClient, uri: string): Promise<{ waste: string[]; hiding: string[] }> {
  const found = await client.pull(uri);
  return {
    waste: found.map(
      ({ range, severity, message }) =>
        `${range.start.line} ${severity === 2 ? 'warning' : 'information'}: ${message as string}`,
    ),
    hiding: found.flatMap(({ relatedInformation = [] }) =>
      relatedInformation.map(({ location, message }) => `${location.range.start.line} hides: ${message}`),
    ),
  };
}

it('nothing is announced that other Dockerfile servers do', async () => {
  const { initialized } = await lspClient();
  expect(Object.keys(initialized.capabilities).toSorted()).toEqual(
    [...OURS, 'textDocumentSync', 'workspace'].toSorted(),
  );
});

const OURS = [
  'codeActionProvider',
  'codeLensProvider',
  'diagnosticProvider',
  'executeCommandProvider',
  'hoverProvider',
  'inlayHintProvider',
];
