import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBigImage } from './big/image.ts';
import { generateImage } from './generate.ts';
import { type Editor, startEditor } from './server/editor.ts';
import { LINES, layeredImage, STEPS } from './server/layeredImage.ts';

const ENTRIES = 250_000;
const KEYS = 120;
/** Every so many keys one begins a line above all. */
const NEW_LINE = 8;

/** The language server as a process, with all its messages: what a person who types, or points at a line, waits for. */
export async function reportServer(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'layerwise-bench-'));
  const editor = await startEditor(folder);
  try {
    const dockerfile = await layeredImage(join(folder, 'small'));
    const uri = await editor.open(join(folder, 'small', 'Dockerfile'), dockerfile);
    await editor.opened(uri);
    console.log(`language server, a Dockerfile of ${LINES} lines beside ${STEPS} layers:`);
    const keys = await typed(editor, uri);
    console.log(`  a key until its lenses: ${figures(keys)}`);
    const idle = await hovers(editor, uri, 100);
    console.log(`  hover: ${figures(idle)}`);
    await whileOpening(editor, uri, join(folder, 'large'));
    await whileOpeningBig(editor, uri, join(folder, 'big'));
  } finally {
    await editor.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function whileOpening(editor: Editor, uri: string, folder: string): Promise<void> {
  await mkdir(folder);
  await generateImage(join(folder, 'image'), ENTRIES, true);
  await hoversWhileReading(editor, uri, folder, `${ENTRIES.toLocaleString('en')} gzip entries are read`);
}

/** A real image of gigabytes, where it has been made: `--big` makes it. */
async function whileOpeningBig(editor: Editor, uri: string, folder: string): Promise<void> {
  const big = findBigImage();
  if (big === null) return;
  await mkdir(folder);
  await symlink(big.gzip, join(folder, 'image.tar'));
  await hoversWhileReading(editor, uri, folder, 'the big image is read, gzip');
}

async function hoversWhileReading(editor: Editor, uri: string, folder: string, what: string): Promise<void> {
  const large = await editor.open(join(folder, 'Dockerfile'), 'FROM scratch\nRUN step 0\n');
  await editor.opening(large);
  const start = performance.now();
  const times: number[] = [];
  while (!editor.isOpen(large)) times.push(...(await hovers(editor, uri, 1)));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`  hover while ${what}: ${figures(times)}, of ${times.length} in ${seconds} s`);
}

/** All other keys are typed inside one instruction. */
async function typed(editor: Editor, uri: string): Promise<number[]> {
  const times: number[] = [];
  for (let key = 0; key < KEYS; key++) {
    const isLine = key % NEW_LINE === 0;
    const place = isLine ? { line: 0, character: 0 } : { line: lineOf(30, Math.ceil(key / NEW_LINE)), character: 8 };
    times.push(await editor.time(() => editor.typeAndAsk(uri, place, isLine ? '\n' : 'x')));
  }
  return times.slice(20);
}

async function hovers(editor: Editor, uri: string, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i++)
    times.push(await editor.time(() => editor.hover(uri, lineOf(i % STEPS, KEYS / NEW_LINE))));
  return times;
}

/** Line of a step's instruction, below as many new ones. */
const lineOf = (step: number, above: number): number => above + 2 + step * 5;

function figures(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number): string => `${(sorted[Math.floor((sorted.length - 1) * part)] ?? 0).toFixed(1)} ms`;
  return `median ${at(0.5)}, 99 of 100 within ${at(0.99)}, longest ${at(1)}`;
}
