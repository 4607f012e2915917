/**
 * Who can mend it: the caller's words or configuration (exit code 2), the image itself (exit code 3), or we: something of
 * Layerwise's own stopped or went wrong.
 */
export type FailureKind = 'usage' | 'image' | 'internal';

/**
 * An expected failure, written for the person who meets it. `message` says what was being done, to what, and why it
 * failed; `advice` says what to do. Neither is escaped: names in them come from images and file systems.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly kind: FailureKind;
  readonly advice: string;

  constructor(kind: FailureKind, message: string, advice: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
    this.advice = advice;
  }
}
