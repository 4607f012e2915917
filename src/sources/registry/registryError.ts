interface RegistryErrorOptions extends ErrorOptions {
  readonly status?: number;
  readonly isPassing?: boolean;
  readonly waitFor?: number | null;
}

/**
 * A registry did not give what it was asked for. The message is a part of a sentence, after the registry's name. It is made
 * of our own words and checked codes only: what a registry says might repeat a token, and an address might hold one.
 */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  /** Of the answer; 0 where there was none, or it made no sense. */
  readonly status: number;
  /** Whether another try may do better. */
  readonly isPassing: boolean;
  /** Milliseconds that it wants to be left alone; null where it does not say. */
  readonly waitFor: number | null;

  constructor(message: string, { status = 0, isPassing = false, waitFor = null, cause }: RegistryErrorOptions = {}) {
    super(message, { cause });
    this.status = status;
    this.isPassing = isPassing;
    this.waitFor = waitFor;
  }
}
