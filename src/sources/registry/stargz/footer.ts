/**
 * The last bytes of an eStargz blob: an empty gzip member, whose extra field says where the table of contents begins.
 * https://github.com/containerd/stargz-snapshotter/blob/main/docs/estargz.md#footer
 */
export const FOOTER_BYTES = 51;

/** Header of gzip with an extra field of 26 bytes, of which 22 are the subfield SG. */
const HEAD = [0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0xff, 26, 0, 0x53, 0x47, 22, 0];

/** Where the table's own gzip member begins; null where this is no such footer. */
export function tocOffset(footer: Uint8Array): number | null {
  if (footer.length !== FOOTER_BYTES || !HEAD.every((byte, at) => footer[at] === byte)) return null;
  const [, hex] = /^([0-9a-f]{16})STARGZ$/.exec(Buffer.from(footer.subarray(16, 38)).toString('latin1')) ?? [];
  const offset = hex === undefined ? NaN : Number.parseInt(hex, 16);
  return Number.isSafeInteger(offset) ? offset : null;
}
