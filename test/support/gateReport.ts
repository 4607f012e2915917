import type { GateReport } from '../../src/cli/report/gateReport.ts';
import { analyze } from '../../src/core/analysis.ts';
import { parseDockerfile } from '../../src/core/dockerfile/parseDockerfile.ts';
import type { Baseline } from '../../src/core/gate/baseline.ts';
import type { DiveRules } from '../../src/core/gate/diveRules.ts';
import { evaluateGate } from '../../src/core/gate/evaluateGate.ts';
import type { GateConfig } from '../../src/core/gate/gateConfig.ts';
import { gateRules } from '../../src/core/gate/gateRules.ts';
import { readLayers } from '../../src/core/readLayers.ts';
import { openImageAt } from '../../src/sources/openImageAt.ts';

export interface GateCase {
  readonly config: GateConfig;
  /** Text of the Dockerfile; null for none. */
  readonly dockerfile?: string | null;
  readonly reference?: string;
  readonly baseline?: Baseline | null;
  readonly dive?: DiveRules | null;
}

/** What the reports are made of, for the image at `path`. */
export async function gateReportOf(path: string, options: GateCase): Promise<GateReport> {
  const { config, dockerfile = null, reference = 'web:1.0', baseline = null, dive = null } = options;
  const open = await openImageAt(path, { reference });
  try {
    const read = await readLayers(open, {});
    const source =
      dockerfile === null ? null : { path: 'Dockerfile', recorded: false, dockerfile: parseDockerfile(dockerfile) };
    const analysis = analyze(open.image, read, source);
    return {
      analysis,
      result: evaluateGate(analysis, gateRules(config, dive), baseline),
      rulesFrom: ['.layerwise.yaml'],
      baseline: baseline === null ? null : '.layerwise-baseline.json',
      comparison: null,
      artifact: dockerfile === null ? null : 'docker/My Dockerfile',
      fixes: () => [],
    };
  } finally {
    await open.close();
  }
}
