import type { Analysis } from '../analysis.ts';
import { pathSightings } from '../findings/pathSightings.ts';
import type { Rule } from '../findings/rule.ts';
import { pathsText } from '../findings/sentences.ts';
import type { Sighting } from '../findings/sighting.ts';
import { plural } from '../words/countText.ts';
import { type Baseline, valueBefore } from './baseline.ts';
import type { Breach, GateCheck } from './gateResult.ts';
import type { GateRules } from './gateRules.ts';
import { placeOfLayer } from './placeOfLayer.ts';
import { worst } from './sizeChecks.ts';

const RULE = 'forbiddenPaths';

/** Files that no layer may ship. Who has the image can read those, too, that a later layer removed. */
export function forbiddenPathsCheck(analysis: Analysis, rules: GateRules, baseline: Baseline | null): GateCheck[] {
  if (rules.forbiddenPaths.length === 0) return [];
  const seen = pathSightings(analysis.tree, [ruleOf(rules.forbiddenPaths)]).filter(
    ({ layer }) => rules.includeBase || layer >= analysis.totals.baseLayers,
  );
  const breaches = seen.map((sighting) => breachOf(sighting, analysis, baseline));
  const actual = seen.reduce((files, sighting) => files + sighting.files, 0);
  return [
    {
      rule: RULE,
      title: 'Forbidden paths',
      status: worst(breaches),
      unit: 'count',
      bound: 'max',
      actual,
      limit: 0,
      before: null,
      note: '',
      breaches,
    },
  ];
}

/** The patterns are those of rules on paths, and so is the search. */
function ruleOf(patterns: readonly string[]): Rule {
  const written = patterns.map((pattern) => pattern.replace(/^(!?)\/+/, '$1').replace(/\/+$/, ''));
  const allowed = written.filter((pattern) => pattern.startsWith('!'));
  const kinds = written
    .filter((pattern) => !pattern.startsWith('!'))
    .map((pattern) => ({ kind: pattern, paths: [pattern, ...allowed] }));
  const sees = { by: 'path', kinds, alsoHidden: true } as const;
  return { name: RULE, title: '', severity: 'warning', sees, message: () => '', advice: () => '' };
}

function breachOf(sighting: Sighting, analysis: Analysis, baseline: Baseline | null): Breach {
  const { kind, files, paths, places, layer, hiddenBy } = sighting;
  const where = places.map(({ path }) => path).sort();
  const key = `${RULE} (${kind}): ${where.join(', ')}`;
  const before = valueBefore(baseline?.breaches, key);
  const message = `${plural(files, 'file')} that ${kind} forbids: ${pathsText({ paths, files })}`;
  return {
    key,
    status: before !== null && files <= before ? 'known' : 'failed',
    message:
      hiddenBy === null
        ? message
        : `${message}; a later layer hides ${files === 1 ? 'it' : 'them'}, but who has the image can read ${files === 1 ? 'it' : 'them'}`,
    value: files,
    before,
    place: placeOfLayer(analysis, layer),
    hidden: hiddenBy === null ? null : placeOfLayer(analysis, hiddenBy),
  };
}
