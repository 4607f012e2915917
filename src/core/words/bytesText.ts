import prettyBytes from 'pretty-bytes';

/** `1.37 MB`: decimal units, as Docker writes sizes. */
export function bytesText(bytes: number): string {
  return prettyBytes(bytes);
}

/** `+1.37 MB`, `-1.37 MB`; `0 B` for no change. */
export function bytesChangeText(bytes: number): string {
  return prettyBytes(bytes, { signed: bytes !== 0 });
}
