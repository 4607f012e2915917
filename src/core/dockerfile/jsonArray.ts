/**
 * The strings of a JSON array; `not strings` when something else is among them; null when it is no JSON array.
 * Read as Go's encoding/json reads it: half a surrogate pair becomes U+FFFD.
 */
export function parseJsonArray(text: string): readonly string[] | 'not strings' | null {
  if (!text.startsWith('[')) return null;
  const value = parseJson(text);
  if (!Array.isArray(value)) return null;
  const strings: string[] = [];
  for (const item of value) {
    if (typeof item !== 'string') return 'not strings';
    strings.push(item.replace(/[\ud800-\udfff]/gu, '\ufffd'));
  }
  return strings;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
