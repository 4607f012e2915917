import { dirname, join } from 'node:path';
import { Failure } from '../../core/error.ts';
import { type DiveRules, diveRules } from '../../core/gate/diveRules.ts';
import { defaultGateConfig, type GateRules, gateRules } from '../../core/gate/gateRules.ts';
import { type ConfigChoice, type DiveTexts, loadDiveConfig, loadGateConfig } from './loadGateConfig.ts';

/** dive's flags, with its spelling. */
export interface DiveFlags {
  readonly ciConfig?: string;
  readonly lowestEfficiency?: string;
  readonly highestWastedBytes?: string;
  readonly highestUserWastedPercent?: string;
}

export interface LoadedRules {
  readonly rules: GateRules;
  /** The files that say so, as people name them; empty where the defaults hold. */
  readonly files: readonly string[];
  /** The baseline that the configuration names. */
  readonly baseline: string | null;
}

/** What an image is held to: the configuration, `.dive-ci`, dive's flags, else the defaults. */
export async function loadRules(options: ConfigChoice & DiveFlags): Promise<LoadedRules> {
  const loaded = await loadGateConfig(options);
  const dive = await loadDive(options);
  const config = loaded?.config ?? (dive === null ? defaultGateConfig : {});
  const named = config.baseline?.file;
  return {
    rules: gateRules(config, dive?.rules ?? null),
    files: [loaded?.path, dive?.path].filter((path) => typeof path === 'string'),
    baseline: named === undefined ? null : join(dirname(loaded?.path ?? '.'), named),
  };
}

/** A flag goes before the file: who types it means it. */
async function loadDive(
  options: ConfigChoice & DiveFlags,
): Promise<{ readonly path: string | null; readonly rules: DiveRules } | null> {
  const file = await loadDiveConfig(options.ciConfig, options);
  const flags = flagTexts(options);
  if (file === null && Object.keys(flags).length === 0) return null;
  const { rules, problems } = diveRules({ ...file?.texts, ...flags });
  const problem = problems.at(0);
  if (problem === undefined) return { path: file?.path ?? null, rules };
  const where = Object.hasOwn(flags, problem.rule) ? `--${problem.message}` : `${file?.path ?? ''}: ${problem.message}`;
  throw new Failure('usage', where, 'Correct it, or leave it out.');
}

function flagTexts({ lowestEfficiency, highestWastedBytes, highestUserWastedPercent }: DiveFlags): DiveTexts {
  return {
    ...(lowestEfficiency === undefined ? {} : { lowestEfficiency }),
    ...(highestWastedBytes === undefined ? {} : { highestWastedBytes }),
    ...(highestUserWastedPercent === undefined ? {} : { highestUserWastedPercent }),
  };
}
