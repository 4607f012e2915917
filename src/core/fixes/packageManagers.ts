/** How package managers are told to leave nothing behind. Kinds are those of the rule package-manager-cache. */
export interface PackageManager {
  readonly kind: string;
  readonly programs: RegExp;
  /** A command for the end of the RUN, for the places where its cache is. Null where none is sure to clear them. */
  readonly clear?: (places: readonly string[], program: string) => string | null;
  /** Keeps each command from writing its cache: put behind these verbs. */
  readonly flag?: { readonly verbs: readonly string[]; readonly text: string; readonly plainOptions: RegExp };
  /** A later command that needs what is in the cache. */
  readonly needs?: 'lists' | 'any';
}

const SAFE_PATH = /^[\w./@+-]+$/;

/** Whatever the manager, its places can be removed. */
export function removePlaces(places: readonly string[]): string | null {
  return places.every((place) => SAFE_PATH.test(place))
    ? `rm -rf ${places.map((place) => `/${place}`).join(' ')}`
    : null;
}

function forAll(pattern: RegExp, text: string): (places: readonly string[]) => string | null {
  return (places) => (places.every((place) => pattern.test(place)) ? text : null);
}

function clearApt(places: readonly string[]): string | null {
  const commands = places.map((place) => APT.get(place));
  return commands.includes(undefined) ? null : commands.toSorted().join(' && ');
}

const APT = new Map([
  ['var/cache/apt', 'apt-get clean'],
  ['var/lib/apt/lists', 'rm -rf /var/lib/apt/lists/*'],
]);

function clearGo(places: readonly string[]): string | null {
  const isKnown = places.every((place) => /(?:^|\/)(?:go-build|go\/pkg\/mod)$/.test(place));
  const flags = new Set(places.map((place) => (place.endsWith('go-build') ? '-cache' : '-modcache')));
  return isKnown ? `go clean ${[...flags].join(' ')}` : null;
}

/**
 * Not here are those whose caches share their files with what they install (pnpm, uv, conda, bun): to remove the one name
 * of a file saves nothing.
 */
export const packageManagers: readonly PackageManager[] = [
  {
    kind: 'apt',
    programs: /^(?:apt|apt-get|aptitude)$/,
    needs: 'lists',
    clear: clearApt,
  },
  {
    kind: 'apk',
    programs: /^apk$/,
    flag: {
      verbs: ['add', 'upgrade'],
      text: '--no-cache',
      plainOptions: /^(?:-[qUvf]+|--(?:quiet|update|update-cache|verbose|no-progress|force))$/,
    },
  },
  {
    kind: 'dnf',
    programs: /^(?:dnf|dnf5|yum|microdnf|tdnf)$/,
    clear: (_, program) => `${program} clean all`,
  },
  { kind: 'zypper', programs: /^zypper$/, clear: () => 'zypper clean --all' },
  {
    kind: 'pip',
    programs: /^(?:pip|python)[\d.]*$/,
    flag: {
      verbs: ['install', 'download', 'wheel'],
      text: '--no-cache-dir',
      plainOptions: /^(?:-[qv]+|--(?:quiet|verbose|no-input))$/,
    },
  },
  { kind: 'npm', programs: /^npm$/, clear: forAll(/\.npm\/_cacache$/, 'npm cache clean --force') },
  { kind: 'yarn', programs: /^yarn(?:pkg)?$/, clear: forAll(/(?:share\/)?\.cache\/yarn$/, 'yarn cache clean') },
  { kind: 'composer', programs: /^composer(?:\.phar)?$/, clear: () => 'composer clear-cache' },
  {
    kind: 'go',
    programs: /^go$/,
    needs: 'any',
    clear: clearGo,
  },
  { kind: 'cargo', programs: /^(?:cargo|rustup)$/, needs: 'any', clear: removePlaces },
  { kind: 'gem', programs: /^(?:gem|bundle|bundler)$/, clear: removePlaces },
  { kind: 'maven', programs: /^(?:mvn|mvnw|mvnd)$/, needs: 'any', clear: removePlaces },
  { kind: 'gradle', programs: /^(?:gradle|gradlew)$/, needs: 'any', clear: removePlaces },
  { kind: 'ccache', programs: /^(?:ccache|sccache|cc|gcc|g\+\+|c\+\+|clang|make|cmake|ninja)$/, clear: removePlaces },
];
