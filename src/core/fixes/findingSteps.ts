import type { Step } from '../dockerfile/types.ts';
import type { Finding } from '../findings/finding.ts';
import type { FixInput } from './fix.ts';

/** The step that wrote what a finding is about and a later one that removed or covered it, where both are known and of one stage. */
export function findingSteps(
  { dockerfile: { steps } }: FixInput,
  { written, hidden }: Finding,
): { readonly writer: Step; readonly hider: Step } | null {
  const from = written.step;
  const to = hidden?.step ?? null;
  if (from === null || to === null || to <= from) return null;
  const [writer, hider] = [steps[from], steps[to]];
  return writer.stage === hider.stage ? { writer, hider } : null;
}
