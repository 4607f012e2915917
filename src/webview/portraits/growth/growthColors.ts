import { DIFFERENCES } from '../../../core/picture/growthTypes.ts';
import type { Appearance } from '../../draw/appearance.ts';
import type { Theme } from '../portrait.ts';

/** From a little to all: how much of the bytes came or went. */
const STRENGTHS = [35, 55, 75, 100];

const ALIKE = 0;
const CHANGED = 1;
const GROWN = 2;
const SHRUNK = GROWN + STRENGTHS.length;

export const growthColors: readonly string[] = [
  'var(--lw-alike)',
  'var(--lw-changed)',
  ...STRENGTHS.map((percent) => `color-mix(in srgb, var(--lw-grown) ${percent}%, var(--lw-alike))`),
  ...STRENGTHS.map((percent) => `color-mix(in srgb, var(--lw-shrunk) ${percent}%, var(--lw-alike))`),
];

/** @param difference A place in `DIFFERENCES`; of a folder 0 where nothing in it differs. */
export function growthAppearance(
  { bytes, growth, difference }: { readonly bytes: number; readonly growth: number; readonly difference: number },
  { paints, isHighContrast }: Theme,
): Appearance {
  const hatch = hatchOf(difference, growth, isHighContrast);
  if (growth === 0) return { paint: paints[difference === 0 ? ALIKE : CHANGED], hatch };
  const part = Math.min(1, Math.abs(growth) / Math.max(1, bytes));
  const strength = Math.min(STRENGTHS.length - 1, Math.floor(part * STRENGTHS.length));
  return { paint: paints[(growth > 0 ? GROWN : SHRUNK) + strength], hatch };
}

/** What is gone is striped in any theme, and without colours the rest is told by stripes too. */
function hatchOf(difference: number, growth: number, isHighContrast: boolean): Appearance['hatch'] {
  if (DIFFERENCES[difference] === 'removed') return 'removed';
  if (!isHighContrast) return null;
  if (growth > 0) return 'repeated';
  return growth < 0 ? 'removed' : difference === 0 ? null : 'overwritten';
}
