/** What is used of https://github.com/mattdesl/gifenc, which has no types of its own. */
declare module 'gifenc' {
  interface Frame {
    /** Red, green and blue of each colour; at most 256. */
    readonly palette: readonly (readonly number[])[];
    /** In milliseconds. */
    readonly delay: number;
    readonly transparent: boolean;
    readonly transparentIndex: number;
    /** 1: what was drawn before stays. */
    readonly dispose: number;
  }
  interface Encoder {
    writeFrame(pixels: Uint8Array, width: number, height: number, frame: Frame): void;
    finish(): void;
    bytes(): Uint8Array;
  }
  export function GIFEncoder(): Encoder;
}
