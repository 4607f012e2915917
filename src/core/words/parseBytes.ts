const UNITS = ['', 'k', 'm', 'g', 't'];

/** A size as people write it: `200`, `200 kB`, `1.5GiB`. Without flags, so that it can stand in a JSON schema. */
export const SIZE_PATTERN = /^\d+(\.\d+)?\s*([kKmMgGtT]i?)?[bB]?$/;

/** In bytes: `200MB` is of thousands, `200MiB` of 1024s. Null when it is no size. */
export function parseBytes(text: string): number | null {
  const trimmed = text.trim();
  if (!SIZE_PATTERN.test(trimmed)) return null;
  const unit = /[kmgt]i?/i.exec(trimmed)?.[0].toLowerCase() ?? '';
  const bytes = Number.parseFloat(trimmed) * (unit.endsWith('i') ? 1024 : 1000) ** UNITS.indexOf(unit.charAt(0));
  return Number.isFinite(bytes) ? Math.floor(bytes) : null;
}
