import { describe, expect, test } from 'vitest';
import { blobName, digestAlgorithm, isDiffId, isDigest, shortDigest } from '../../../src/core/image/digest.ts';
import { hasTag, sameImageName } from '../../../src/core/image/imageName.ts';
import { formatPlatform, matchesPlatform, parsePlatform, samePlatform } from '../../../src/core/image/platform.ts';

const sha256 = `sha256:${'0123456789abcdef'.repeat(4)}`;
const sha512 = `sha512:${'0123456789abcdef'.repeat(8)}`;

describe('digests', () => {
  test.each([sha256, sha512])('%s', (text) => {
    expect(isDiffId(text)).toBe(true);
    if (!isDigest(text)) throw new Error('not a digest');
    expect(digestAlgorithm(text)).toBe(text.slice(0, 6));
    expect(blobName(text)).toBe(`blobs/${text.replace(':', '/')}`);
    expect(shortDigest(text)).toBe(`${text.slice(0, 7)}0123456789ab`);
  });

  test.each([
    '',
    'sha256:',
    sha256.slice(7),
    sha256.toUpperCase(),
    `${sha256}0`,
    sha256.slice(0, -1),
    `${sha256}\n`,
    `\n${sha256}`,
    sha256.replace('sha256', 'sha512'),
    sha512.replace('sha512', 'sha256'),
    `md5:${'a'.repeat(32)}`,
    `sha256:../${'a'.repeat(61)}`,
    `sha256:${'a'.repeat(63)}/`,
    `sha256+b64:${'a'.repeat(64)}`,
    null,
    undefined,
    42,
    { toString: () => sha256 },
  ])('not %j', (value) => {
    expect([isDigest(value), isDiffId(value)]).toEqual([false, false]);
  });
});

describe('platforms', () => {
  test.each([
    ['linux/amd64', 'linux/amd64'],
    [' Linux/ARM64 ', 'linux/arm64'],
    ['linux/arm64/v8', 'linux/arm64'],
    ['linux/arm/v7', 'linux/arm'],
    ['linux/arm/v6', 'linux/arm/v6'],
    ['linux/armhf', 'linux/arm'],
    ['linux/armel', 'linux/arm/v6'],
    ['linux/i386', 'linux/386'],
    ['linux/x86_64', 'linux/amd64'],
    ['linux/amd64/v3', 'linux/amd64/v3'],
    ['macos/aarch64', 'darwin/arm64'],
  ])('%s is %s', (text, canonical) => {
    expect(formatPlatform(parsePlatform(text))).toBe(canonical);
  });

  test.each([
    ['linux/amd64', 'linux/amd64', true, true],
    ['linux/amd64/v3', 'linux/amd64', true, false],
    ['linux/amd64', 'linux/amd64/v3', false, false],
    ['linux/arm/v6', 'linux/arm', true, false],
    ['linux/arm/v7', 'linux/arm', true, true],
    ['linux/arm64', 'linux/arm', false, false],
    ['windows/amd64', 'linux/amd64', false, false],
  ])('%s for who wants %s: %s, the same: %s', (offered, wanted, matches, same) => {
    expect(matchesPlatform(parsePlatform(offered), parsePlatform(wanted))).toBe(matches);
    expect(samePlatform(parsePlatform(offered), parsePlatform(wanted))).toBe(same);
  });
});

describe('image names', () => {
  test.each([
    ['nginx', 'nginx:latest'],
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx:1', 'index.docker.io/library/nginx:1'],
    ['team/app', 'docker.io/team/app:latest'],
    ['localhost/app:1', 'app:1'],
    ['localhost:5000/app', 'localhost:5000/app:latest'],
    ['ghcr.io/a/b/c', 'ghcr.io/a/b/c:latest'],
  ])('%s is %s', (one, other) => {
    expect([sameImageName(one, other), sameImageName(other, one)]).toEqual([true, true]);
  });

  test.each([
    ['nginx', 'nginx:1'],
    ['nginx', 'team/nginx'],
    ['ghcr.io/nginx', 'nginx'],
    ['ghcr.io/nginx', 'ghcr.io/library/nginx'],
    ['localhost:5000/app', 'app'],
    ['nginx', 'NGINX'],
  ])('%s is not %s', (one, other) => {
    expect([sameImageName(one, other), sameImageName(other, one)]).toEqual([false, false]);
  });

  test.each([
    ['nginx', 'latest', true],
    ['ghcr.io/a/b:1.2', '1.2', true],
    ['ghcr.io/a/b:1.2', '2', false],
    ['localhost:5000/app', '5000/app', false],
    ['localhost:5000/app', 'latest', true],
  ])('%s has the tag %s: %s', (name, tag, expected) => {
    expect(hasTag(name, tag)).toBe(expected);
  });
});
