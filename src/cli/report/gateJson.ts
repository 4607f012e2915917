import type { FindingPlace } from '../../core/findings/finding.ts';
import type { Breach, GateCheck, GateFinding } from '../../core/gate/gateResult.ts';
import { formatPlatform } from '../../core/image/platform.ts';
import { findingJson } from './analysisJson.ts';
import { diffJson } from './diffJson.ts';
import type { GateReport } from './gateReport.ts';

/** The gate's report for machines, version 1: stable, additions only. Documented in docs/report.md. */
export function gateJson({ analysis, result, rulesFrom, baseline, comparison }: GateReport): object {
  const { image, totals, dockerfile } = analysis;
  return {
    schema: 'layerwise.ci/1',
    image: { reference: image.reference, id: image.id, platform: formatPlatform(image.platform) },
    dockerfile: dockerfile?.path ?? null,
    passed: result.passed,
    rulesFrom,
    baseline,
    totals,
    dive: result.dive,
    checks: result.checks.map(checkJson),
    findings: result.findings.map(gateFindingJson),
    difference: comparison === null ? null : diffJson(comparison),
    warnings: [
      ...analysis.warnings,
      ...analysis.failures.map(({ layer, failure }) => ({ layer, code: 'unreadable', message: failure.message })),
    ],
  };
}

function checkJson({ rule, title, status, unit, bound, actual, limit, before, note, breaches }: GateCheck): object {
  return {
    rule,
    title,
    status,
    unit,
    bound,
    // JSON has no word for what is endless or no number.
    actual: Number.isFinite(actual) ? actual : null,
    limit,
    before,
    ...(note === '' ? {} : { note }),
    breaches: breaches.map(breachJson),
  };
}

function breachJson({ key, status, message, value, before, place, hidden }: Breach): object {
  return { key, status, message, value, before, ...placeJson(place), ...hiddenJson(hidden) };
}

function gateFindingJson({ finding, severity, status, key }: GateFinding): object {
  return { ...findingJson(finding), severity, status, key };
}

function placeJson({ startLine, endLine, layer }: FindingPlace): object {
  return { startLine, endLine, layer };
}

function hiddenJson(hidden: FindingPlace | null): object {
  return hidden === null ? {} : { hiddenByLayer: hidden.layer, hiddenByLine: hidden.startLine };
}
