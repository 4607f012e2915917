import * as v from 'valibot';
import type { Figure } from './figures.ts';
import type { GateFinding, GateResult } from './gateResult.ts';

/** What is accepted: the figures, the broken places and the findings of a former image. No lines and no layers are in it. */
const amount = v.pipe(v.number(), v.minValue(0));

export const Baseline = v.object({
  schema: v.literal('layerwise.baseline/1'),
  /** By the rule of `figuresOf`. */
  figures: v.record(v.string(), amount),
  /** By the key of a breach: its bytes or files. */
  breaches: v.record(v.string(), amount),
  /** By `findingKey`: of all findings that have it. */
  findings: v.record(v.string(), v.object({ files: amount, bytes: amount })),
});
export type Baseline = v.InferOutput<typeof Baseline>;

/** @returns null for what is no baseline */
export function readBaseline(value: unknown): Baseline | null {
  const result = v.safeParse(Baseline, value);
  return result.success ? result.output : null;
}

/** Takes an image as it is for what is accepted from now on. */
export function baselineOf(
  figures: readonly Figure[],
  { checks, findings }: Pick<GateResult, 'checks' | 'findings'>,
): Baseline {
  return {
    schema: 'layerwise.baseline/1',
    figures: sorted(figures.map(({ rule, value }) => [rule, value])),
    breaches: sorted(checks.flatMap(({ breaches }) => breaches.map(({ key, value }) => [key, value] as const))),
    findings: Object.fromEntries([...sumByKey(findings)].sort(byName)),
  };
}

/** Places with the same key count together. */
function sorted(entries: readonly (readonly [string, number])[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const [key, value] of entries) sums.set(key, Math.max(sums.get(key) ?? 0, value));
  return Object.fromEntries([...sums].sort(byName));
}

export function sumByKey(
  findings: readonly Pick<GateFinding, 'key' | 'finding'>[],
): Map<string, { files: number; bytes: number }> {
  const sums = new Map<string, { files: number; bytes: number }>();
  for (const { key, finding } of findings) {
    const { files, bytes } = sums.get(key) ?? { files: 0, bytes: 0 };
    sums.set(key, { files: files + finding.files, bytes: bytes + finding.bytes });
  }
  return sums;
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : Number(a > b);
}

/** The value in the baseline; null without one. */
export function valueBefore(values: Readonly<Record<string, number>> | undefined, key: string): number | null {
  return values !== undefined && Object.hasOwn(values, key) ? values[key] : null;
}
