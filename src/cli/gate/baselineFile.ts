import { writeFile } from 'node:fs/promises';
import { Failure } from '../../core/error.ts';
import { type Baseline, readBaseline } from '../../core/gate/baseline.ts';
import { readConfigFile } from './readConfigFile.ts';

const ADVICE = 'Write it with --update-baseline.';

/** @throws Failure when there is none, or it is something else */
export async function loadBaseline(path: string): Promise<Baseline> {
  const baseline = readBaseline(parsed(await readConfigFile(path, 'the baseline', ADVICE)));
  if (baseline !== null) return baseline;
  throw new Failure('usage', `${path} is no baseline of this version of Layerwise`, ADVICE);
}

export async function saveBaseline(path: string, baseline: Baseline): Promise<void> {
  await writeFile(path, `${JSON.stringify(baseline, null, 2)}\n`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
