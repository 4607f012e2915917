import { flagValues, hasFlag } from './commonArguments.ts';

/** Where the user's own arguments send what is built. */
export type UserOutput =
  /** They do not say. */
  | { readonly kind: 'none' }
  | { readonly kind: 'engine' }
  | { readonly kind: 'registry' }
  /** An image in a file or a directory. */
  | { readonly kind: 'file'; readonly path: string }
  /** Files that are no image, or standard output. */
  | { readonly kind: 'other' };

/** https://docs.docker.com/reference/cli/docker/buildx/build/#output; of several outputs, one that can be opened. */
export function userOutput(args: readonly string[]): UserOutput {
  const outputs = flagValues(args, '--output', '-o').map(readOutput);
  if (hasFlag(args, '--load')) outputs.push({ kind: 'engine' });
  if (hasFlag(args, '--push')) outputs.push({ kind: 'registry' });
  const order = ['engine', 'file', 'registry', 'other'] as const;
  for (const kind of order) {
    const found = outputs.find((output) => output.kind === kind);
    if (found !== undefined) return found;
  }
  return { kind: 'none' };
}

function readOutput(value: string): UserOutput {
  const fields = new Map(value.split(',').map((field) => [before(field), field.slice(before(field).length + 1)]));
  const destination = fields.get('dest') ?? '';
  switch (fields.get('type')) {
    case 'oci':
      return destination === '' || destination === '-' ? { kind: 'other' } : { kind: 'file', path: destination };
    case 'docker':
      return destination === '' ? { kind: 'engine' } : { kind: 'file', path: destination };
    case 'image':
      return fields.get('push') === 'true' ? { kind: 'registry' } : { kind: 'engine' };
    case 'registry':
      return { kind: 'registry' };
    default:
      return { kind: 'other' };
  }
}

function before(field: string): string {
  return field.split('=', 1)[0] ?? '';
}
