import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { BuildVertex } from '../../core/build/buildOutput.ts';
import { Failure } from '../../core/error.ts';
import { MAX_DOCUMENT } from '../../core/image/jsonDocument.ts';
import { askProgram } from './askProgram.ts';
import type { Builder, BuildFiles, BuildRequest, BuiltPlace, WrittenFiles } from './builder.ts';
import { tagsIn } from './commonArguments.ts';
import { type BuilderName, findBuilder } from './findBuilder.ts';
import { runCommand } from './runCommand.ts';

export interface BuildOptions {
  /** Null for the first that is there. */
  readonly builder: BuilderName | null;
  /** Where the builder runs; by default where we do. */
  readonly cwd?: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Told each line that the builder says. It is not escaped. */
  readonly onLine: (line: string) => void;
}

/** An image that was built. */
export interface BuiltImage {
  readonly place: Exclude<BuiltPlace, { kind: 'file' }>;
  /** How an editor is to call it: by its name, so that it follows the next build of that name, else as `place` does. */
  readonly called: string;
  /** What was done, with what it took, where the builder tells. */
  readonly vertexes: readonly BuildVertex[];
  readonly tellsTimes: boolean;
  /** JSON that may hold the build's provenance, for where the image has none with it; null without. */
  readonly metadata: unknown;
  /** The Dockerfile as it was when the build began; null where only the builder can read it. */
  readonly dockerfile: { readonly path: string; readonly text: string } | null;
}

/** A build that its builder ended. */
export class BuildFailure extends Failure {
  /** The builder's exit code; null when a signal ended it. */
  readonly code: number | null;

  constructor(builder: string, code: number | null) {
    const how = code === null ? 'was ended from outside' : `ended with code ${code}`;
    super('usage', `The image was not built: ${builder} ${how}`, 'What it said shows why.');
    this.code = code;
  }
}

/**
 * Builds an image with the user's own builder.
 *
 * @throws BuildFailure when the builder does not; Failure of kind `usage` when there is none, or it made no image that can be
 *   opened; the signal's reason, once all that was started has ended.
 */
export async function buildImage(request: BuildRequest, options: BuildOptions): Promise<BuiltImage> {
  const { env, signal } = options;
  const builder = await findBuilder(options.builder, askProgram(env, signal), env);
  const directory = await mkdtemp(join(tmpdir(), 'layerwise-build-'));
  try {
    const files = { metadata: join(directory, 'metadata.json'), imageId: join(directory, 'image-id') };
    const dockerfile = await readDockerfile(builder, request, options.cwd);
    const vertexes = await run(builder, request, files, options);
    const written = await writtenFiles(files);
    const place = builder.place(request, written);
    if (place === null) throw noImage(builder);
    const at = asReference(place, options.cwd);
    return {
      place: at,
      called: calledIn(at, tagsIn(request)),
      vertexes,
      tellsTimes: builder.tellsTimes,
      metadata: written.metadata,
      dockerfile,
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function readDockerfile(
  { dockerfileNames }: Builder,
  { dockerfile, context }: BuildRequest,
  cwd = '.',
): Promise<BuiltImage['dockerfile']> {
  for (const path of dockerfile === null ? dockerfileNames.map((name) => join(context, name)) : [dockerfile]) {
    const text = await textOf(resolve(cwd, path));
    if (text !== null) return { path, text };
  }
  return null;
}

function calledIn({ reference }: BuiltImage['place'], [name]: readonly string[]): string {
  const [engine] = /^(?:docker|podman):\/\//.exec(reference) ?? [];
  return engine === undefined || name === undefined ? reference : `${engine}${name}`;
}

/** Files are named as the builder saw them. */
function asReference(place: BuiltPlace, cwd = '.'): BuiltImage['place'] {
  return place.kind === 'file' ? { kind: 'reference', reference: resolve(cwd, place.path) } : place;
}

async function run(
  builder: Builder,
  request: BuildRequest,
  files: BuildFiles,
  { cwd, env, signal, onLine }: BuildOptions,
): Promise<readonly BuildVertex[]> {
  const { command, args, env: more, output: start } = builder.command(request, files);
  const output = start();
  const now = (): number => performance.now() / 1000;
  const code = await runCommand(command, args, {
    cwd,
    env: { ...env, ...more },
    signal,
    readsInput: [request.context, request.dockerfile].includes('-'),
    onText: (text) => output.take(text, now()).forEach(onLine),
  });
  output.end(now()).forEach(onLine);
  if (code !== 0) throw new BuildFailure(builder.name, code);
  return output.vertexes();
}

async function writtenFiles({ metadata, imageId }: BuildFiles): Promise<WrittenFiles> {
  const id = (await textOf(imageId))?.trim() ?? '';
  return { metadata: parsed(await textOf(metadata)), imageId: /^(?:sha256:)?[0-9a-f]{64}$/.test(id) ? id : null };
}

/** Null for a file that is not there. */
async function textOf(path: string): Promise<string | null> {
  try {
    return (await stat(path)).size > MAX_DOCUMENT ? null : await readFile(path, 'utf8');
  } catch {
    return null;
  }
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}

function noImage({ name }: Builder): Failure {
  return new Failure(
    'usage',
    `${name} has made no image that can be opened`,
    'Let it load the image into the engine or write an archive: leave other --output away, or name a --tag with --push.',
  );
}
