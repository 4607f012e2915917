import { Failure } from '../error.ts';
import type { Platform } from './types.ts';

/**
 * Reads `os/architecture[/variant]`.
 *
 * @throws Failure of kind `usage` for anything else.
 */
export function parsePlatform(text: string): Platform {
  const parts = text.trim().toLowerCase().split('/');
  const [os, architecture] = parts;
  const variant = parts.at(2);
  if (parts.length < 2 || parts.length > 3 || parts.includes('')) {
    throw new Failure(
      'usage',
      `Not a platform: "${text}"`,
      'Write os/architecture or os/architecture/variant, such as linux/arm64.',
    );
  }
  return normalize({ os, architecture, ...(variant === undefined ? {} : { variant }) });
}

export function formatPlatform(platform: Platform): string {
  const { os, architecture, variant } = platform;
  return variant === undefined ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
}

/** Whether an image for `offered` is what someone means who asks for `wanted`: without a variant, any will do. */
export function matchesPlatform(offered: Platform, wanted: Platform): boolean {
  const a = normalize(offered);
  const b = normalize(wanted);
  return a.os === b.os && a.architecture === b.architecture && (b.variant === undefined || a.variant === b.variant);
}

export function samePlatform(one: Platform, other: Platform): boolean {
  return formatPlatform(normalize(one)) === formatPlatform(normalize(other));
}

/** Other names of an architecture, and the variants that mean none, as containerd has them. */
function normalize(platform: Platform): Platform {
  const os = platform.os === 'macos' ? 'darwin' : platform.os;
  const [architecture, implied] = canonicalArchitecture(platform.architecture);
  const variant = platform.variant ?? implied;
  return variant === undefined || variant === defaultVariant(architecture)
    ? { os, architecture }
    : { os, architecture, variant };
}

function canonicalArchitecture(name: string): readonly [architecture: string, variant?: string] {
  switch (name) {
    case 'x86_64':
    case 'x86-64':
      return ['amd64'];
    case 'i386':
      return ['386'];
    case 'aarch64':
      return ['arm64'];
    case 'armhf':
      return ['arm', 'v7'];
    case 'armel':
      return ['arm', 'v6'];
    default:
      return [name];
  }
}

function defaultVariant(architecture: string): string | null {
  switch (architecture) {
    case 'amd64':
      return 'v1';
    case 'arm64':
      return 'v8';
    case 'arm':
      return 'v7';
    default:
      return null;
  }
}
