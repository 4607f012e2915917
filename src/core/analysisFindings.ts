import type { Analysis } from './analysis.ts';
import type { Finding } from './findings/finding.ts';
import { type FindingLimits, findings } from './findings/findings.ts';

/** What is worth fixing in an analysed image, at the lines of its Dockerfile. */
export function analysisFindings({ sightings, totals, dockerfile }: Analysis, limits?: FindingLimits): Finding[] {
  return findings({ sightings, shippedBytes: totals.shippedBytes, mapped: dockerfile }, limits);
}
