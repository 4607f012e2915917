import type { Platform } from '../core/image/types.ts';

/** What an engine on this machine runs: Linux, in a virtual machine where need be. */
export function machinePlatform(architecture: string): Platform {
  return { os: 'linux', architecture: goArchitecture(architecture) };
}

/** Go's name for what Node calls `process.arch`. */
function goArchitecture(architecture: string): string {
  switch (architecture) {
    case 'x64':
      return 'amd64';
    case 'ia32':
      return '386';
    case 'ppc64':
      return 'ppc64le';
    default:
      return architecture;
  }
}
