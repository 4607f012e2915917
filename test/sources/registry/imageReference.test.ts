import { describe, expect, it } from 'vitest';
import { parseImageReference, referenceText } from '../../../src/sources/registry/imageReference.ts';

const SHA = `sha256:${'0f'.repeat(32)}`;

/** Names as `reference.ParseDockerRef` of github.com/distribution/reference reads them, but for a digest's tag, which is kept. */
it.each([
  ['web', 'docker.io/library/web:latest'],
  ['web:1.0', 'docker.io/library/web:1.0'],
  ['team/web', 'docker.io/team/web:latest'],
  ['a/b/c:x', 'docker.io/a/b/c:x'],
  ['docker.io/web', 'docker.io/library/web:latest'],
  ['docker.io/library/web', 'docker.io/library/web:latest'],
  ['index.docker.io/web', 'docker.io/library/web:latest'],
  ['localhost/web', 'localhost/web:latest'],
  ['localhost:5000/web', 'localhost:5000/web:latest'],
  ['127.0.0.1:5000/web:1.0', '127.0.0.1:5000/web:1.0'],
  ['[::1]:5000/web:1.0', '[::1]:5000/web:1.0'],
  ['[2001:db8::1]/web', '[2001:db8::1]/web:latest'],
  ['registry.example/web', 'registry.example/web:latest'],
  ['Registry.Example:443/Team', null],
  ['Registry.Example:443/team/web', 'Registry.Example:443/team/web:latest'],
  ['HOST/web', 'HOST/web:latest'],
  ['host/web', 'docker.io/host/web:latest'],
  ['host:5000', 'docker.io/library/host:5000'],
  ['web:UPPER_1.0-x', 'docker.io/library/web:UPPER_1.0-x'],
  ['a__b/c-d---e.f_g', 'docker.io/a__b/c-d---e.f_g:latest'],
  [`web@${SHA}`, `docker.io/library/web@${SHA}`],
  [`host.example:1/web:1.0@${SHA}`, `host.example:1/web:1.0@${SHA}`],
  [`web@sha512:${'ab'.repeat(64)}`, `docker.io/library/web@sha512:${'ab'.repeat(64)}`],
  ['a'.repeat(63), `docker.io/library/${'a'.repeat(63)}:latest`],
])('%j is %j', (text, expected) => {
  const read = parseImageReference(text);
  expect(typeof read === 'string' ? null : referenceText(read)).toBe(expected);
});

describe('is no name', () => {
  it.each([
    ['', /form/],
    ['Web', /capital/],
    ['team/Web:1.0', /capital/],
    ['host.example/', /form/],
    ['/web', /form|begin/],
    ['a//b', /form/],
    ['a..b', /form/],
    ['a___b', /form/],
    ['-a', /form/],
    ['a-', /form/],
    ['web:', /form/],
    ['web:.x', /form/],
    [`web:${'x'.repeat(129)}`, /form/],
    ['-x.example/web', /registry/],
    ['x_y.example:1/web', /registry/],
    ['host:port/web', /registry/],
    ['host.example:123456/web', /registry/],
    ['[::1/web', /registry/],
    ['web@sha256:0123', /digest/],
    ['web@md5:00112233445566778899aabbccddeeff', /digest/],
    [`web@${SHA.toUpperCase()}`, /digest/],
    [`web@${SHA}@${SHA}`, /digest/],
    ['0'.repeat(64), /ID/],
    [`x.example/${'a'.repeat(256)}`, /longer/],
    ['a'.repeat(5000), /form/],
    ['../web', /form|registry/],
    ['host.example/../../v1/web', /form/],
    ['web\n', /form/],
    ['web?x=1', /form/],
    ['user@host.example/web', /digest/],
    ['http://host.example/web', /registry|form/],
  ])('%j', (text, why) => {
    expect(parseImageReference(text)).toMatch(why);
  });
});
