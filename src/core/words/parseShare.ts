/** A share as people write it: `95 %`, `0.5%`. Without flags, so that it can stand in a JSON schema. */
export const PERCENT_PATTERN = /^(100(\.0+)?|\d{1,2}(\.\d+)?)\s*%$/;

/** From 0 to 1; null when it is no share. */
export function parseShare(text: string): number | null {
  return PERCENT_PATTERN.test(text.trim()) ? Number.parseFloat(text) / 100 : null;
}
