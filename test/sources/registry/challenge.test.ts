import { expect, it } from 'vitest';
import { parseChallenges } from '../../../src/sources/registry/challenge.ts';

it.each<[string, [string, Record<string, string>][]]>([
  [
    'Bearer realm="https://auth.example/token",service="a"',
    [['bearer', { realm: 'https://auth.example/token', service: 'a' }]],
  ],
  ['BASIC Realm=x', [['basic', { realm: 'x' }]]],
  ['Basic', [['basic', {}]]],
  [
    'Basic realm="a, b=c", Bearer realm="d" , scope="e:f:pull,push"',
    [
      ['basic', { realm: 'a, b=c' }],
      ['bearer', { realm: 'd', scope: 'e:f:pull,push' }],
    ],
  ],
  ['Bearer realm="a\\"b\\\\c"', [['bearer', { realm: 'a"b\\c' }]]],
  [
    'Negotiate, Basic realm = "x"',
    [
      ['negotiate', {}],
      ['basic', { realm: 'x' }],
    ],
  ],
  [
    'Bearer realm=https://auth.example/token?a=b,service=x',
    [['bearer', { realm: 'https://auth.example/token?a=b', service: 'x' }]],
  ],
  ['', []],
  [' , ,', []],
  ['"', []],
  ['Bearer realm="open', [['bearer', {}]]],
  ['Bearer __proto__="x"', [['bearer', { ['__proto__']: 'x' }]]],
])('%j', (header, expected) => {
  const read = parseChallenges(header).map(({ scheme, parameters }) => [scheme, [...parameters]]);
  expect(read).toEqual(expected.map(([scheme, parameters]) => [scheme, Object.entries(parameters)]));
});

it('a hostile one takes no time', () => {
  parseChallenges(`Bearer ${'a="'.repeat(100_000)}`);
  parseChallenges('a '.repeat(100_000));
  parseChallenges(`Bearer a="${'\\'.repeat(100_000)}`);
});
