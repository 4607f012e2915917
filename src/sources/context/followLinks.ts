import { readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { rootedPath } from '../../core/context/cleanPath.ts';
import { globTokens, hasWildcard } from '../../core/context/goGlob.ts';
import { matchesTokens } from '../../core/context/pathPattern.ts';

/** Of all paths together; and a link that leads to itself ends so. */
const MOST_LINKS = 1000;

/**
 * Where links on the way to paths of a context lead, so that these are listed too. Paths may have wildcards, whose matches
 * are followed; absolute links begin at the context's root.
 */
export async function followLinks(root: string, paths: readonly string[]): Promise<readonly string[]> {
  const led = new Set<string>();

  async function follow(at: string, rest: readonly string[]): Promise<void> {
    const [name, ...more] = rest;
    if (name === undefined || led.size >= MOST_LINKS) return;
    for (const each of hasWildcard(name) ? await matching(join(root, at), name) : [name]) {
      const next = at === '' ? each : `${at}/${each}`;
      const target = await readlink(join(root, next)).catch(() => null);
      if (target === null) await follow(next, more);
      else await followTarget(rootedPath(target.startsWith('/') ? target : `${at}/${target}`), more);
    }
  }

  async function followTarget(target: string, more: readonly string[]): Promise<void> {
    const whole = [...(target === '' ? [] : target.split('/')), ...more];
    const path = whole.join('/');
    if (led.has(path)) return;
    led.add(path);
    await follow('', whole);
  }

  for (const path of paths) await follow('', path.split('/'));
  return [...led];
}

async function matching(folder: string, glob: string): Promise<readonly string[]> {
  const tokens = globTokens(glob);
  const names = tokens === null ? [] : await readdir(folder).catch(() => []);
  return names.filter((name) => tokens !== null && matchesTokens(tokens, name));
}
