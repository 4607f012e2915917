import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Failure } from '../../core/error.ts';
import { parsePlatform } from '../../core/image/platform.ts';
import type { OpenImage } from '../../core/openImage.ts';
import { tapped } from '../chunks.ts';
import { placeOf } from '../imagePlace.ts';
import { machinePlatform } from '../machinePlatform.ts';
import { openMedium } from '../openMedium.ts';
import { openReference, type ReferenceOptions } from '../openReference.ts';
import { readStreamedArchive } from '../streamedArchive.ts';
import type { BuiltPlace } from './builder.ts';
import type { BuiltImage } from './buildImage.ts';
import { endingWith } from './runCommand.ts';

/** Opens what was built. What a program exports is analysed as it arrives, as from an engine; nothing goes to the disk. */
export async function openBuilt(
  { place }: BuiltImage,
  options: Omit<ReferenceOptions, 'engines' | 'registries'>,
): Promise<OpenImage> {
  if (place.kind === 'export') return openExport(place, options);
  return openReference(await placeOf(place.reference), place.reference, {
    ...options,
    engines: true,
    registries: false,
  });
}

type ExportPlace = Extract<BuiltPlace, { kind: 'export' }>;

async function openExport(
  place: ExportPlace,
  {
    platform,
    signal = new AbortController().signal,
    onProgress,
    env,
  }: Omit<ReferenceOptions, 'engines' | 'registries'>,
): Promise<OpenImage> {
  let bytes = 0;
  const chunks = tapped(exported(place, env, signal), (chunk) => {
    bytes += chunk.length;
    onProgress?.(bytes, bytes);
  });
  const medium = await readStreamedArchive(chunks, signal, (until = new AbortController().signal) =>
    exported(place, env, until),
  );
  if (medium.broken !== null) throw medium.broken;
  return openMedium(medium, {
    reference: place.reference,
    source: 'engine',
    machine: machinePlatform(process.arch),
    ...(platform === undefined ? {} : { platform: parsePlatform(platform) }),
  });
}

/** A program's standard output, as it comes. Whoever stops taking it ends the program. */
async function* exported(
  { command, args, reference }: ExportPlace,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const child = spawn(command, [...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const ending = endingWith(child, signal);
  const closed = once(child, 'close') as Promise<[number | null]>;
  closed.catch(() => undefined);
  const said = complaintOf(child);
  try {
    yield* child.stdout;
    const [code] = await closed;
    signal.throwIfAborted();
    if (code !== 0) throw exportFailed(reference, `${command} ended with code ${String(code)}${said()}`);
  } finally {
    child.stdout.destroy();
    child.kill();
    ending.dispose();
  }
}

const LONGEST_COMPLAINT = 500;

function complaintOf({ stderr }: ChildProcess): () => string {
  let said = '';
  stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-LONGEST_COMPLAINT);
  });
  return () => {
    const last = said.trim().split('\n').at(-1) ?? '';
    return last === '' ? '' : `: ${last}`;
  };
}

function exportFailed(reference: string, why: string): Failure {
  return new Failure('image', `Cannot read ${reference}: ${why}`, 'Build it again.');
}
