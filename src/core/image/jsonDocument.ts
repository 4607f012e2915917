import * as v from 'valibot';
import { Failure } from '../error.ts';

/** Larger manifests, configs and attestations are refused: real ones have kilobytes, and all of it is held in memory. */
export const MAX_DOCUMENT = 8 * 1024 * 1024;

const ADVICE =
  'Save or pull the image again; if it stays so, its builder wrote an image that does not follow the OCI specification.';
const LONGEST_QUOTE = 120;

/**
 * Reads a JSON document of an image and checks its shape.
 *
 * @param what What the document is and where it stands, for the error message: `the manifest sha256:…`.
 * @throws Failure when it is too large, not JSON, or of another shape.
 */
export function parseDocument<const S extends v.GenericSchema>(
  schema: S,
  bytes: Uint8Array,
  what: string,
): v.InferOutput<S> {
  const result = v.safeParse(schema, parseJson(bytes, what), { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  throw invalid(
    what,
    `${path === null ? 'the document' : `"${shorten(path)}"`} is not as expected: ${shorten(issue.message)}`,
  );
}

/** @throws Failure when it is too large or not JSON. */
export function parseJson(bytes: Uint8Array, what: string): unknown {
  if (bytes.length > MAX_DOCUMENT)
    throw invalid(what, `it has ${bytes.length} bytes, more than the ${MAX_DOCUMENT} allowed`);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw invalid(what, `it is not JSON (${shorten(error instanceof Error ? error.message : '')})`);
  }
}

export function invalid(what: string, why: string): Failure {
  return new Failure('image', `Cannot read ${what}: ${why}`, ADVICE);
}

/** Quotes from a hostile document must not fill the screen. */
function shorten(text: string): string {
  return text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE)}…`;
}
