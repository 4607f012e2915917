import { relative } from 'node:path';
import { isScalar } from 'yaml';
import { Failure } from '../../core/error.ts';
import { type DiveRule, diveRuleNames } from '../../core/gate/diveRules.ts';
import type { GateConfig } from '../../core/gate/gateConfig.ts';
import { readGateConfig } from '../../core/gate/readGateConfig.ts';
import { findConfig } from './findConfig.ts';
import { readConfigFile } from './readConfigFile.ts';
import { readYamlFile } from './yamlFile.ts';

export interface ConfigChoice {
  /** `--config FILE`; false with --no-config. */
  readonly config?: string | boolean;
  readonly file?: string;
}

export interface LoadedConfig {
  /** The file, as people name it; null where there is none. */
  readonly path: string | null;
  readonly config: GateConfig;
}

/** What `.dive-ci` says, as text. */
export type DiveTexts = Readonly<Partial<Record<DiveRule, string>>>;

const ADVICE = 'Name one with --config, or leave --config out.';

/** `.layerwise.yaml`, named or found; null where there is none. Throws Failure with file, line and key for a wrong one. */
export async function loadGateConfig({ config, file }: ConfigChoice): Promise<LoadedConfig | null> {
  if (config === false) return null;
  if (typeof config === 'string') return readGate(config);
  const found = findConfig(file);
  return found?.kind === 'layerwise' ? readGate(familiarPath(found.path)) : null;
}

async function readGate(path: string): Promise<LoadedConfig> {
  const { value, lineOf } = readYamlFile(path, await readConfigFile(path, 'the configuration', ADVICE));
  const { config, problems } = readGateConfig(value);
  const problem = problems.at(0);
  if (problem === undefined) return { path, config };
  const others = problems.length > 1 ? `, and ${problems.length - 1} more` : '';
  throw new Failure('usage', `${path}:${lineOf(problem.path)}: ${problem.message}${others}`, problem.advice);
}

/** `.dive-ci`, named or found; null where there is none. Keys that are not dive's rules are passed over, as dive does. */
export async function loadDiveConfig(
  named: string | undefined,
  { config, file }: ConfigChoice,
): Promise<{ readonly path: string; readonly texts: DiveTexts } | null> {
  const found = config === undefined || config === true ? findConfig(file) : null;
  const path = named ?? (found?.kind === 'dive' ? familiarPath(found.path) : null);
  if (path === null) return null;
  const text = await readConfigFile(
    path,
    'dive’s configuration',
    'Name one with --ci-config, or leave --ci-config out.',
  );
  const { document } = readYamlFile(path, text);
  const texts = diveRuleNames.flatMap((rule): [DiveRule, string][] => {
    const node = document.getIn(['rules', rule], true);
    if (!isScalar<string | number | boolean | null>(node) || node.value === null) return [];
    return [[rule, typeof node.value === 'string' ? node.value : (node.source ?? String(node.value))]];
  });
  return { path, texts: Object.fromEntries(texts) };
}

/** From the working directory, as someone there would name it. */
function familiarPath(path: string): string {
  return relative(process.cwd(), path) || path;
}
