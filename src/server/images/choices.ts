import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { NamedImage as NamedImageData } from '../../protocol/namedImage.ts';
import type { NamedImage } from './choiceContext.ts';

/** Which image the user chose for which Dockerfile, kept across runs. */
export interface Choices {
  get(uri: string): Promise<NamedImage | null>;
  /** Null forgets it. @throws Error of the file system. */
  set(uri: string, image: NamedImage | null): Promise<void>;
}

const Stored = v.array(
  v.object({
    uri: v.string(),
    image: NamedImageData,
  }),
);
type Stored = v.InferOutput<typeof Stored>;

/** The newest are kept. */
const MOST = 1000;

/** In one file of this directory. Several servers may share it: the file is read before it is written, and replaced whole. */
export function storedChoices(directory: string): Choices {
  const path = join(directory, 'choices.json');
  let writing: Promise<void> = Promise.resolve();

  async function load(): Promise<Stored> {
    try {
      return v.parse(Stored, JSON.parse(await readFile(path, 'utf8')));
    } catch {
      // Not there yet, or not ours: then nothing was chosen.
      return [];
    }
  }

  async function store(uri: string, image: NamedImage | null): Promise<void> {
    const others = (await load()).filter((choice) => choice.uri !== uri);
    const choices = image === null ? others : [...others, { uri, image }];
    await mkdir(directory, { recursive: true });
    const temporary = `${path}.${process.pid}`;
    await writeFile(temporary, `${JSON.stringify(choices.slice(-MOST), null, 2)}\n`);
    await rename(temporary, path).catch(async (error: unknown) => {
      await rm(temporary, { force: true });
      throw error;
    });
  }

  return {
    async get(uri) {
      await writing.catch(() => undefined);
      const image = (await load()).find((choice) => choice.uri === uri)?.image;
      return image === undefined ? null : (image as NamedImage);
    },
    set(uri, image) {
      writing = writing.catch(() => undefined).then(() => store(uri, image));
      return writing;
    },
  };
}

/** Where programs keep their state: https://specifications.freedesktop.org/basedir-spec/latest/ and its like. */
export function stateDirectory(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string {
  const home = homedir();
  switch (platform) {
    case 'win32':
      return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'layerwise', 'State');
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'layerwise');
    default:
      return join(env['XDG_STATE_HOME'] ?? join(home, '.local', 'state'), 'layerwise');
  }
}
