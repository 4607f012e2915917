import { describe, expect, it } from 'vitest';
import { diveRules } from '../../../src/core/gate/diveRules.ts';

/** As dive 0.13 took them; `.dive-ci` with each was given to it. */
describe('dive’s rules', () => {
  it.each<[object, object]>([
    [{}, { lowestEfficiency: 0.9, highestWastedBytes: null, highestUserWastedPercent: 0.1 }],
    [{ lowestEfficiency: 'disabled' }, { lowestEfficiency: null }],
    [{ lowestEfficiency: ' Off ' }, { lowestEfficiency: null }],
    [{ highestUserWastedPercent: 'false' }, { highestUserWastedPercent: null }],
    [{ highestUserWastedPercent: '' }, { highestUserWastedPercent: null }],
    [{ lowestEfficiency: '5e-1' }, { lowestEfficiency: 0.5 }],
    [{ highestWastedBytes: '20MB' }, { highestWastedBytes: 20e6 }],
    [{ highestWastedBytes: '20Mb' }, { highestWastedBytes: 20e6 }],
    [{ highestWastedBytes: '20 MiB' }, { highestWastedBytes: 20 * 2 ** 20 }],
    [{ highestWastedBytes: '894,852 B' }, { highestWastedBytes: 894_852 }],
    [{ highestWastedBytes: '1234' }, { highestWastedBytes: 1234 }],
  ])('%j', (written, expected) => {
    const { rules, problems } = diveRules(written);
    expect(problems).toEqual([]);
    expect(rules).toMatchObject(expected);
  });

  it.each<[object, string]>([
    [{ lowestEfficiency: '50%' }, 'lowestEfficiency must be a number from 0 to 1, or disabled, but is "50%"'],
    [{ lowestEfficiency: '1.1' }, 'lowestEfficiency must be a number from 0 to 1, or disabled, but is "1.1"'],
    [
      { highestUserWastedPercent: '20' },
      'highestUserWastedPercent must be a number from 0 to 1, or disabled, but is "20"',
    ],
    [{ highestWastedBytes: 'much' }, 'highestWastedBytes must be a size, such as 20MB, or disabled, but is "much"'],
  ])('%j is wrong', (written, message) => {
    expect(diveRules(written).problems).toMatchObject([{ message }]);
  });
});
