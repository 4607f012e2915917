import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Tests of the command line run what users run: the bundle, built once before them. The user's own cache is out of reach
 * of everything that tests start.
 */
export default function buildProduct(): () => void {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  execFileSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
  const caches = mkdtempSync(join(tmpdir(), 'layerwise-cache-'));
  process.env['LAYERWISE_CACHE_DIR'] = caches;
  return () => rmSync(caches, { recursive: true, force: true });
}
