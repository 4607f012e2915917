import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readIgnoreFile } from '../../core/context/ignoreFile.ts';
import { noRules, type PathRules, pathRules } from '../../core/context/ignoreRules.ts';

export interface IgnoreFile {
  readonly path: string;
  readonly text: string;
}

export interface IgnoreRules {
  /** Null where there is none. */
  readonly file: IgnoreFile | null;
  readonly rules: PathRules;
  /** A pattern for which the builder refuses the whole file; the rules are then those of no file. */
  readonly refused: string | null;
}

/** More is no ignore file. */
const MAXIMUM_BYTES = 1024 * 1024;

/** Where an ignore file may be; the first that is there counts. https://docs.docker.com/build/concepts/context/#filename-and-location */
export function ignoreFilePaths(root: string, dockerfile: string | null): readonly string[] {
  const own = dockerfile === null ? [] : [`${dockerfile}.dockerignore`];
  return [...own, join(root, '.dockerignore')];
}

export async function readIgnoreRules(root: string, dockerfile: string | null): Promise<IgnoreRules> {
  const file = await firstFile(ignoreFilePaths(root, dockerfile));
  const rules = pathRules(file === null ? [] : readIgnoreFile(file.text));
  return 'refused' in rules ? { file, rules: noRules, refused: rules.refused } : { file, rules, refused: null };
}

async function firstFile(paths: readonly string[]): Promise<IgnoreFile | null> {
  for (const path of paths) {
    const text = await readText(path);
    if (text !== null) return { path, text };
  }
  return null;
}

async function readText(path: string): Promise<string | null> {
  try {
    const state = await stat(path);
    return state.isFile() && state.size <= MAXIMUM_BYTES ? await readFile(path, 'utf8') : null;
  } catch {
    return null;
  }
}
