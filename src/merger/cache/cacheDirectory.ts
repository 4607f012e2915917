import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/**
 * `LAYERWISE_CACHE_DIR`, else where the platform keeps caches; null for a user without a home.
 * https://specifications.freedesktop.org/basedir-spec/latest/: a relative path in XDG_CACHE_HOME is to be ignored.
 */
export function cacheDirectory(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string | null {
  const chosen = env['LAYERWISE_CACHE_DIR'];
  if (chosen) return resolve(chosen);
  const home = homeOf(env, platform);
  switch (platform) {
    case 'win32': {
      const local = env['LOCALAPPDATA'] ?? (home && join(home, 'AppData', 'Local'));
      return local && join(local, 'layerwise', 'Cache');
    }
    case 'darwin':
      return home && join(home, 'Library', 'Caches', 'layerwise');
    default: {
      const xdg = env['XDG_CACHE_HOME'];
      if (xdg && isAbsolute(xdg)) return join(xdg, 'layerwise');
      return home && join(home, '.cache', 'layerwise');
    }
  }
}

function homeOf(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | null {
  const home = env[platform === 'win32' ? 'USERPROFILE' : 'HOME'];
  if (home) return home;
  try {
    return homedir();
  } catch {
    return null;
  }
}
