import { defaultFindingLimits, type FindingLimits } from '../findings/findings.ts';
import type { Severity } from '../findings/rule.ts';
import { parseBytes } from '../words/parseBytes.ts';
import { parseShare } from '../words/parseShare.ts';
import type { DiveRules } from './diveRules.ts';
import type { GateConfig } from './gateConfig.ts';

export type GateSeverity = Severity | 'error';

/** What an image is held to, in numbers. */
export interface GateRules {
  /** By the rules of `figuresOf`. */
  readonly figures: ReadonlyMap<string, number>;
  readonly layerSize: number | null;
  /** By `instruction.maxSize`, or `instruction.RUN` for one kind of instruction alone. */
  readonly instructionSizes: ReadonlyMap<string, number>;
  readonly forbiddenPaths: readonly string[];
  readonly includeBase: boolean;
  readonly findings: FindingLimits;
  /** Where they are not the rule's own. */
  readonly severities: Readonly<Record<string, GateSeverity | 'off' | undefined>>;
  readonly failOn: GateSeverity | 'never';
  /** By how much something may be worse than in the baseline. */
  readonly tolerance: number;
  readonly dive: DiveRules | null;
}

/** What holds where nothing is written: as strict as dive is by default. */
export const defaultGateConfig: GateConfig = {
  image: { minEfficiency: '90 %' },
  user: { maxWastedShare: '10 %' },
};

const TOLERANCE = 0.01;

export function gateRules(config: GateConfig, dive: DiveRules | null = null): GateRules {
  const { image = {}, user = {}, layer = {}, instruction = {}, findings = {} } = config;
  return {
    figures: new Map([...limits('image', image), ...limits('user', user)]),
    layerSize: limitOf('maxSize', layer.maxSize),
    instructionSizes: new Map(limits('instruction', instruction)),
    forbiddenPaths: config.forbiddenPaths ?? [],
    includeBase: config.includeBase ?? false,
    findings: findingLimits(config),
    severities: findings.severity ?? {},
    failOn: findings.failOn ?? 'error',
    tolerance: limitOf('share', config.baseline?.tolerance) ?? TOLERANCE,
    dive,
  };
}

/** Which findings are told: here, by `analyze`, and in an editor. Those that are errors for the gate are warnings elsewhere. */
export function findingLimits({ findings = {}, includeBase = false }: GateConfig): FindingLimits {
  return {
    minBytes: limitOf('minBytes', findings.minBytes) ?? defaultFindingLimits.minBytes,
    minShare: limitOf('minShare', findings.minShare) ?? defaultFindingLimits.minShare,
    includeBase,
    severities: Object.fromEntries(
      Object.entries(findings.severity ?? {}).flatMap(([rule, severity]) =>
        severity === undefined ? [] : [[rule, severity === 'error' ? 'warning' : severity]],
      ),
    ),
  };
}

function limits(section: string, keys: Readonly<Record<string, string | number | undefined>>): [string, number][] {
  return Object.entries(keys).flatMap(([key, written]) => {
    const limit = limitOf(key, written);
    return limit === null ? [] : [[`${section}.${key}`, limit] as [string, number]];
  });
}

/** The schema has seen to it that it is a size or a share. */
function limitOf(key: string, written: string | number | undefined): number | null {
  if (typeof written !== 'string') return written ?? null;
  return /share|efficiency/i.test(key) ? parseShare(written) : parseBytes(written);
}
