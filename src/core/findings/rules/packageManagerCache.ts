import { bytesText } from '../../words/bytesText.ts';
import type { Rule } from '../rule.ts';
import { placesText } from '../sentences.ts';

interface Manager {
  readonly kind: string;
  readonly paths: readonly string[];
  /** How to be without it: a command that clears it, or an installation that leaves none. */
  readonly without: { readonly clear: string } | { readonly install: string };
  /** Where its cache is by default, as root. */
  readonly target: string;
}

/**
 * Where package managers keep what they can fetch again, as their documentation has it: with root's home, any user's, or where
 * the usual images moved it. Databases of what is installed, settings, and what programs need to run, are no caches.
 */
const MANAGERS: readonly Manager[] = [
  {
    kind: 'apt',
    paths: ['var/lib/apt/lists', 'var/cache/apt'],
    without: { clear: 'apt-get clean && rm -rf /var/lib/apt/lists/*' },
    target: '/var/lib/apt/lists',
  },
  {
    kind: 'apk',
    paths: ['var/cache/apk', 'etc/apk/cache'],
    without: { install: 'apk add --no-cache' },
    target: '/var/cache/apk',
  },
  {
    kind: 'dnf',
    paths: ['var/cache/dnf', 'var/cache/yum', 'var/cache/libdnf5', '**/.cache/libdnf5'],
    without: { clear: 'dnf clean all' },
    target: '/var/cache/dnf',
  },
  { kind: 'zypper', paths: ['var/cache/zypp'], without: { clear: 'zypper clean --all' }, target: '/var/cache/zypp' },
  {
    kind: 'pacman',
    paths: ['var/cache/pacman', 'var/lib/pacman/sync'],
    without: { clear: 'pacman -Scc --noconfirm' },
    target: '/var/cache/pacman/pkg',
  },
  {
    kind: 'pip',
    paths: ['**/.cache/pip'],
    without: { install: 'pip install --no-cache-dir' },
    target: '/root/.cache/pip',
  },
  { kind: 'pipenv', paths: ['**/.cache/pipenv'], without: { clear: 'pipenv --clear' }, target: '/root/.cache/pipenv' },
  {
    kind: 'poetry',
    // Its environments lie among it.
    paths: ['**/.cache/pypoetry', '!**/.cache/pypoetry/virtualenvs'],
    without: { clear: 'poetry cache clear --all . --no-interaction' },
    target: '/root/.cache/pypoetry/cache',
  },
  { kind: 'uv', paths: ['**/.cache/uv'], without: { clear: 'uv cache clean' }, target: '/root/.cache/uv' },
  {
    kind: 'conda',
    paths: [
      ...['opt/conda/pkgs', '**/.conda/pkgs', '**/.mamba/pkgs', '**/micromamba/pkgs', '**/miniconda/pkgs'],
      ...['**/miniconda3/pkgs', '**/anaconda3/pkgs', '**/miniforge3/pkgs', '**/mambaforge/pkgs'],
    ],
    without: { clear: 'conda clean --all --yes' },
    target: '/opt/conda/pkgs',
  },
  {
    kind: 'npm',
    paths: ['**/.npm/_cacache', '**/.npm/_npx', '**/.npm/_logs', '**/.npm/_prebuilds'],
    without: { clear: 'npm cache clean --force' },
    target: '/root/.npm',
  },
  {
    kind: 'yarn',
    // What a project keeps in .yarn/cache is what it runs with.
    paths: ['usr/local/share/.cache/yarn', '**/.cache/yarn', '**/.yarn/berry/cache'],
    without: { clear: 'yarn cache clean' },
    target: '/usr/local/share/.cache/yarn',
  },
  {
    kind: 'pnpm',
    paths: ['**/.local/share/pnpm/store', '**/.pnpm-store', '**/.cache/pnpm'],
    without: { clear: 'pnpm store prune' },
    target: '/root/.local/share/pnpm/store',
  },
  {
    kind: 'bun',
    paths: ['**/.bun/install/cache'],
    without: { clear: 'bun pm cache rm' },
    target: '/root/.bun/install/cache',
  },
  {
    kind: 'go',
    paths: ['**/.cache/go-build', '**/go/pkg/mod', '**/go/pkg/sumdb'],
    without: { clear: 'go clean -cache -modcache' },
    target: '/go/pkg/mod',
  },
  {
    kind: 'cargo',
    paths: ['**/.cargo/registry', '**/.cargo/git', 'usr/local/cargo/registry', 'usr/local/cargo/git'],
    without: { clear: 'rm -rf /usr/local/cargo/registry /usr/local/cargo/git' },
    target: '/usr/local/cargo/registry',
  },
  {
    kind: 'composer',
    paths: ['**/.composer/cache', '**/.cache/composer'],
    without: { clear: 'composer clear-cache' },
    target: '/root/.composer/cache',
  },
  {
    kind: 'gem',
    paths: [
      ...['usr/local/bundle/cache', '**/.bundle/cache', '**/.gem/ruby/*/cache', '**/.gem/specs'],
      ...['**/.local/share/gem/ruby/*/cache', '**/.local/share/gem/specs', 'var/lib/gems/*/cache'],
      ...['usr/lib/ruby/gems/*/cache', 'usr/local/lib/ruby/gems/*/cache', 'usr/share/gems/cache'],
      '**/vendor/bundle/ruby/*/cache',
    ],
    without: { clear: 'rm -rf "$(gem env gemdir)"/cache/*' },
    target: '/usr/local/bundle/cache',
  },
  {
    kind: 'maven',
    paths: ['**/.m2/repository'],
    without: { clear: 'rm -rf ~/.m2/repository' },
    target: '/root/.m2/repository',
  },
  {
    kind: 'gradle',
    paths: ['**/.gradle/caches', '**/.gradle/wrapper/dists', '**/.gradle/daemon', '**/.gradle/native'],
    without: { clear: 'rm -rf ~/.gradle/caches ~/.gradle/wrapper ~/.gradle/daemon' },
    target: '/root/.gradle',
  },
  {
    kind: 'nuget',
    paths: ['**/.nuget/packages', '**/.local/share/NuGet/v3-cache', '**/.local/share/NuGet/http-cache'],
    without: { clear: 'dotnet nuget locals all --clear' },
    target: '/root/.nuget/packages',
  },
  { kind: 'hex', paths: ['**/.hex/packages'], without: { clear: 'rm -rf ~/.hex/packages' }, target: '/root/.hex' },
  {
    kind: 'cabal',
    paths: ['**/.cabal/packages'],
    without: { clear: 'rm -rf ~/.cabal/packages' },
    target: '/root/.cabal/packages',
  },
  {
    kind: 'ccache',
    paths: ['**/.cache/ccache', '**/.ccache', '**/.cache/sccache'],
    without: { clear: 'ccache --clear' },
    target: '/root/.cache/ccache',
  },
  {
    kind: 'bazel',
    paths: ['**/.cache/bazel', '**/.cache/bazelisk'],
    without: { clear: 'bazel clean --expunge' },
    target: '/root/.cache/bazel',
  },
  {
    kind: 'homebrew',
    paths: ['**/.cache/Homebrew'],
    without: { clear: 'brew cleanup --prune=all' },
    target: '/root/.cache/Homebrew',
  },
];

const managerOf = new Map(MANAGERS.map((manager) => [manager.kind, manager]));

export const packageManagerCache: Rule = {
  name: 'package-manager-cache',
  title: 'Package manager caches left in the layer',
  severity: 'warning',
  sees: { by: 'path', kinds: MANAGERS.map(({ kind, paths }) => ({ kind, paths })) },
  message: (sighting) => `${bytesText(sighting.bytes)} of ${sighting.kind}'s cache stay in ${placesText(sighting)}`,
  advice({ kind }) {
    const manager = managerOf.get(kind);
    if (manager === undefined)
      return 'Clear the cache in the same RUN, or keep it out of the layer with a cache mount.';
    const { without, target } = manager;
    const how = 'clear' in without ? `End the same RUN with ${without.clear}` : `Use ${without.install}`;
    return `${how}, or keep the cache out of the layer: RUN --mount=type=cache,target=${target}`;
  },
};
