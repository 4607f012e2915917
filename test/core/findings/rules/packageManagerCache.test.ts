import { expect, it } from 'vitest';
import { packageManagerCache as rule } from '../../../../src/core/findings/rules/packageManagerCache.ts';
import { file, hardlink, whiteout } from '../../../support/members.ts';
import { advised, kindSeen, said, seen } from '../seen.ts';

it.each<[string, string | null]>([
  ['var/lib/apt/lists/deb.debian.org_debian_dists_bookworm_InRelease', 'apt'],
  ['var/cache/apt/pkgcache.bin', 'apt'],
  ['var/cache/apt/archives/curl_7.88.1_amd64.deb', 'apt'],
  ['etc/apt/sources.list', null],
  ['etc/apt/apt.conf.d/docker-clean', null],
  ['var/lib/apt/extended_states', null],
  ['var/lib/dpkg/status', null],
  ['var/cache/apk/APKINDEX.066df28d.tar.gz', 'apk'],
  ['etc/apk/cache/APKINDEX.066df28d.tar.gz', 'apk'],
  ['etc/apk/world', null],
  ['lib/apk/db/installed', null],
  ['var/cache/dnf/fedora-2d95c80a1fa0a67d/repodata/primary.xml.gz', 'dnf'],
  ['var/cache/yum/x86_64/7/base/gen/primary_db.sqlite', 'dnf'],
  ['var/lib/dnf/history.sqlite', null],
  ['var/lib/rpm/rpmdb.sqlite', null],
  ['var/cache/zypp/raw/oss/repomd.xml', 'zypper'],
  ['var/cache/pacman/pkg/curl-8.5.0-1-x86_64.pkg.tar.zst', 'pacman'],
  ['var/lib/pacman/sync/core.db', 'pacman'],
  ['var/lib/pacman/local/curl-8.5.0-1/desc', null],
  ['root/.cache/pip/http-v2/a/b/c.body', 'pip'],
  ['home/app/.cache/pip/wheels/x.whl', 'pip'],
  ['opt/app-root/src/.cache/pip/http/a', 'pip'],
  ['usr/lib/python3/dist-packages/pip/_internal/cache.py', null],
  ['root/.cache/pypoetry/cache/repositories/pypi/x', 'poetry'],
  ['root/.cache/pypoetry/virtualenvs/app-py3.12/lib/x.py', null],
  ['root/.cache/uv/archive-v0/x/y.py', 'uv'],
  ['root/.local/share/uv/tools/ruff/bin/ruff', null],
  ['opt/conda/pkgs/python-3.12.0.conda', 'conda'],
  ['opt/conda/lib/python3.12/os.py', null],
  ['root/.npm/_cacache/content-v2/sha512/a/b', 'npm'],
  ['root/.npm/_logs/2026-01-01-debug-0.log', 'npm'],
  ['usr/local/lib/node_modules/npm/lib/cli.js', null],
  ['root/.npmrc', null],
  ['usr/local/share/.cache/yarn/v6/npm-left-pad/index.js', 'yarn'],
  ['home/node/.cache/yarn/v6/x', 'yarn'],
  ['root/.yarn/berry/cache/left-pad.zip', 'yarn'],
  ['app/.yarn/cache/left-pad.zip', null],
  ['root/.local/share/pnpm/store/v3/files/00/a', 'pnpm'],
  ['root/.local/share/pnpm/global/5/node_modules/x.js', null],
  ['root/.bun/install/cache/x', 'bun'],
  ['root/.bun/bin/bun', null],
  ['root/.cache/go-build/00/a-d', 'go'],
  ['go/pkg/mod/github.com/x/y@v1.0.0/y.go', 'go'],
  ['home/dev/go/pkg/mod/cache/download/x.zip', 'go'],
  ['go/bin/tool', null],
  ['usr/local/go/pkg/tool/linux_amd64/compile', null],
  ['usr/local/cargo/registry/cache/index.crates.io-6f17d22bba15001f/serde.crate', 'cargo'],
  ['root/.cargo/git/db/x/HEAD', 'cargo'],
  ['root/.cargo/bin/cargo', null],
  ['root/.composer/cache/files/x.zip', 'composer'],
  ['app/vendor/autoload.php', null],
  ['usr/local/bundle/cache/rails-7.1.0.gem', 'gem'],
  ['usr/local/lib/ruby/gems/3.3.0/cache/x.gem', 'gem'],
  ['usr/local/bundle/gems/rails-7.1.0/lib/rails.rb', null],
  ['app/vendor/cache/rails-7.1.0.gem', null],
  ['root/.m2/repository/org/x/x.jar', 'maven'],
  ['root/.m2/settings.xml', null],
  ['home/gradle/.gradle/caches/modules-2/x.jar', 'gradle'],
  ['app/gradle/wrapper/gradle-wrapper.jar', null],
  ['root/.nuget/packages/x/1.0.0/x.nupkg', 'nuget'],
  ['usr/share/dotnet/shared/x.dll', null],
  ['root/.hex/packages/x.tar', 'hex'],
  ['root/.cache/puppeteer/chrome/linux/chrome', null],
  ['root/.cache/ms-playwright/chromium/chrome', null],
])('%s: %s', (path, kind) => {
  expect(kindSeen(rule, path)).toBe(kind);
});

it('is no cache that is cleared in its layer, and one cleared later is another matter', () => {
  const layer = [file('var/lib/apt/lists/lock', ''), file('usr/bin/curl', '12')];
  expect(seen(rule, layer)).toEqual([]);
  expect(seen(rule, [file('var/lib/apt/lists/a', '1')], [whiteout('var/lib/apt/lists/a')])).toEqual([]);
});

it('does not count what a store shares with what was installed of it', () => {
  const store = 'root/.local/share/pnpm/store/v3';
  const layer = [file(`${store}/a`, '12'), file(`${store}/b`, '1'), hardlink('app/node_modules/a', `${store}/a`)];
  expect(seen(rule, layer)).toEqual([`0 pnpm 1 B: ${store}/b in root/.local/share/pnpm/store`]);
});

it('says whose it is, and where', () => {
  const layer = [file('var/lib/apt/lists/a', '123'), file('var/cache/apt/b', '12')];
  expect(said(rule, layer)).toEqual(["5 B of apt's cache stay in var/lib/apt/lists, var/cache/apt"]);
});

it.each<[string, string]>([
  [
    'var/lib/apt/lists/a',
    'End the same RUN with apt-get clean && rm -rf /var/lib/apt/lists/*, or keep the cache out of the layer: RUN --mount=type=cache,target=/var/lib/apt/lists',
  ],
  [
    'root/.cache/pip/a',
    'Use pip install --no-cache-dir, or keep the cache out of the layer: RUN --mount=type=cache,target=/root/.cache/pip',
  ],
])('what to do about %s', (path, advice) => {
  expect(advised(rule, [file(path, '1')])).toEqual([advice]);
});
