import type { Diagnosis } from '../diagnosis/diagnosis.ts';

/** What was found, for machines, version 1: additions only. Documented in docs/cli.md. */
export function doctorJson(diagnosis: Diagnosis): string {
  return `${JSON.stringify({ schema: 'layerwise.doctor/1', ...diagnosis }, null, 2)}\n`;
}
