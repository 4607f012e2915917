/** Something that is not as it should be, and that the result survives. Core returns warnings beside its result. */
export interface Warning {
  /** The layer it is about; null for the image as a whole. */
  readonly layer: number | null;
  /** A stable word for machines, such as `truncated` or `parent-not-directory`. */
  readonly code: string;
  /** For people: what, where, why, what to do. Not yet escaped for any output. */
  readonly message: string;
}
