import { readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { rootedPath } from '../../core/context/cleanPath.ts';

const MOST_LINKS = 40;

/** Where links on the way to paths of a context lead, so that these are listed too. Absolute ones begin at its root. */
export async function followLinks(root: string, paths: readonly string[]): Promise<readonly string[]> {
  const led: string[] = [];
  for (const path of paths) {
    let rest = path.split('/');
    let at = '';
    for (let links = 0; rest.length > 0 && links < MOST_LINKS; ) {
      const [name, ...more] = rest;
      const next = at === '' ? name : `${at}/${name}`;
      const target = await readlink(join(root, next)).catch(() => null);
      if (target === null) {
        at = next;
        rest = more;
        continue;
      }
      links++;
      const whole = rootedPath(target.startsWith('/') ? target : `${at}/${target}`);
      rest = [...whole.split('/'), ...more];
      led.push(rest.join('/'));
      at = '';
    }
  }
  return led.filter((path) => path !== '');
}
