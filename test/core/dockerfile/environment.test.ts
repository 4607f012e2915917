import { describe, expect, it } from 'vitest';
import { type EnvironmentOptions, environmentAt } from '../../../src/core/dockerfile/environment.ts';
import { parseDockerfile } from '../../../src/core/dockerfile/parseDockerfile.ts';

/** The environment at the last step. */
function environment(lines: readonly string[], options: EnvironmentOptions = {}): Record<string, string> {
  const dockerfile = parseDockerfile(lines.join('\n'), options);
  return Object.fromEntries(environmentAt(dockerfile, dockerfile.steps.length - 1, options));
}

describe('environmentAt', () => {
  it.each<[string, readonly string[], Record<string, string>]>([
    ['ENV in both forms', ['FROM a', 'ENV A=1 B="2 3"', 'ENV C 4  5', 'RUN'], { A: '1', B: '2 3', C: '4  5' }],
    ['not what the step itself sets', ['FROM a', 'ENV A=1', 'ENV A=2'], { A: '1' }],
    ['one ENV sees what was before it', ['FROM a', 'ENV A=1', 'ENV A=2 B=$A', 'RUN'], { A: '2', B: '1' }],
    ['one ARG sees what is before it in it', ['FROM a', 'ARG A=1 B=$A', 'RUN'], { A: '1', B: '1' }],
    [
      'ARG defaults expanded one in the other',
      ['FROM a', 'ARG A=1', 'ARG B=${A}2', 'ARG C=$B$A', 'RUN'],
      { A: '1', B: '12', C: '121' },
    ],
    ['an ARG without a value sets nothing', ['FROM a', 'ARG A', 'RUN'], {}],
    ['global arguments only where redeclared', ['ARG A=1', 'ARG B=2', 'FROM a', 'ARG B', 'RUN'], { B: '2' }],
    ['a default of its own before the global one', ['ARG A=1', 'FROM a', 'ARG A=2', 'RUN'], { A: '2' }],
    ['global arguments in FROM', ['ARG A=1', 'ARG B=$A', 'FROM $B'], { A: '1', B: '1' }],
    ['global arguments so far in a global ARG', ['ARG A=1', 'ARG B=$A'], { A: '1' }],
    ['not the stage before in FROM', ['FROM a', 'ENV A=1', 'FROM b'], {}],
    ['not another stage', ['FROM a AS x', 'ENV A=1', 'FROM b', 'RUN'], {}],
    [
      'ENV and ARG of the stages it is built on',
      ['FROM a AS x', 'ENV A=1', 'ARG B=2', 'FROM x AS y', 'ENV C=$A$B', 'FROM y', 'RUN'],
      { A: '1', B: '2', C: '12' },
    ],
    ['all of the parent, the steps below included', ['FROM a AS x', 'ENV A=1', 'ENV A=2', 'FROM x', 'RUN'], { A: '2' }],
    ['the parent’s triggers', ['FROM a AS x', 'ONBUILD ENV A=1', 'FROM x AS y', 'RUN'], { A: '1' }],
    ['ENV after ARG', ['FROM a', 'ARG A=1', 'ENV A=2', 'RUN'], { A: '2' }],
    ['ARG after ENV', ['FROM a', 'ENV A=1', 'ARG A=2', 'RUN'], { A: '2' }],
    ['ARG without a value after ENV', ['FROM a', 'ENV A=1', 'ARG A', 'RUN'], { A: '1' }],
    ['ENV from an ARG of its name', ['FROM a', 'ARG A=1', 'ENV A=${A:-2}', 'RUN'], { A: '1' }],
    ['what cannot be expanded as it stands', ['FROM a', 'ENV A=${B?none}', 'RUN'], { A: '${B?none}' }],
    ['names expanded as well', ['FROM a', 'ENV A=B', 'ENV $A=1', 'RUN'], { A: 'B', B: '1' }],
  ])('%s', (_, lines, expected) => expect(environment(lines)).toEqual(expected));

  it('takes build arguments before defaults, where an ARG asks for them', () => {
    const lines = ['ARG A=1', 'FROM a', 'ARG A', 'ARG B=2', 'ARG C=$A$B', 'RUN'];
    expect(environment(lines, { buildArgs: { A: 'x', B: 'y', D: 'z' } })).toEqual({ A: 'x', B: 'y', C: 'xy' });
  });

  it('has platform arguments only where they are given', () => {
    const lines = ['FROM a', 'ARG TARGETARCH', 'ARG TARGETOS', 'RUN'];
    expect(environment(lines, { buildArgs: { TARGETARCH: 'arm64' } })).toEqual({ TARGETARCH: 'arm64' });
  });

  it('begins with the environment of the image', () => {
    const images = new Map([['a:1', new Map([['PATH', '/bin']])]]);
    const options = { imageEnvironment: (base: string) => images.get(base) };
    const lines = ['ARG T=1', 'FROM a:$T AS x', 'FROM x', 'ENV PATH=/x:$PATH', 'RUN'];
    expect(environment(lines, options)).toEqual({ PATH: '/x:/bin' });
  });

  it('is empty for a step that is not there', () => {
    expect(environmentAt(parseDockerfile('FROM a'), 7)).toEqual(new Map());
  });
});
