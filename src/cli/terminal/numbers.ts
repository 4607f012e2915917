import prettyBytes from 'pretty-bytes';

/** `1.37 MB`: decimal units, as Docker writes sizes. */
export function bytesText(bytes: number): string {
  return prettyBytes(bytes);
}

/** As `bytesText`, but nothing for nothing: an empty cell is read faster than a zero. */
export function bytesOrBlank(bytes: number): string {
  return bytes === 0 ? '' : bytesText(bytes);
}

/** `+1.37 MB`, `-1.37 MB`; `0 B` for no change. */
export function bytesChangeText(bytes: number): string {
  return prettyBytes(bytes, { signed: bytes !== 0 });
}

export function countOrBlank(count: number): string {
  return count === 0 ? '' : countText(count);
}

export function countText(count: number): string {
  return count.toLocaleString('en-US');
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** `65.4 %`; never 100 when something is missing, never 0 when something is there. */
export function percentText(share: number): string {
  const rounded = Math.round(share * 1000) / 10;
  if (rounded === 100 && share < 1) return '> 99.9 %';
  if (rounded === 0 && share > 0) return '< 0.1 %';
  return `${rounded} %`;
}
