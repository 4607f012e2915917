import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/core/fixes/applyEdits.ts';
import { fixesFor } from '../../../src/core/fixes/fixesFor.ts';
import { inputOf } from './fixed.ts';

const left = (run: string) => {
  const text = `FROM x\nRUN ${run}`;
  return fixesFor(inputOf(text, [])).map(({ title, edits, savedBytes, finding }) => {
    expect([savedBytes, finding]).toEqual([null, null]);
    expect(title).toMatch(/^Add \S+ in line 2 \(saving unknown until it is built\)$/);
    return applyEdits(text, edits).slice('FROM x\nRUN '.length);
  });
};

describe('what is only recommended is left out', () => {
  it.each([
    ['apt-get update && apt-get install -y a', 'apt-get update && apt-get install --no-install-recommends -y a'],
    [
      'apt-get -y install a; apt install \\\n b',
      'apt-get -y install --no-install-recommends a; apt install --no-install-recommends \\\n b',
    ],
    ['dnf -y install a', 'dnf -y install --setopt=install_weak_deps=False a'],
    ['microdnf install a', 'microdnf install --setopt=install_weak_deps=0 a'],
    ['zypper -n in a', 'zypper -n in --no-recommends a'],
  ])('%s', (run, after) => {
    expect(left(run)).toEqual([after]);
  });

  it.each([
    'apt-get install --no-install-recommends a',
    'apt-get -o APT::Install-Recommends=0 install a',
    'apt-get upgrade',
    'echo apt-get install a',
    'dnf install --setopt=install_weak_deps=False a',
  ])('not in %s', (run) => {
    expect(left(run)).toEqual([]);
  });
});
