import * as v from 'valibot';
import type { LayerKey, LayerNote } from './cachedLayer.ts';

const Note = v.strictObject({
  diffId: v.string(),
  proof: v.string(),
  warnings: v.array(v.strictObject({ code: v.string(), message: v.string() })),
});

/** What a layer's file says beside the columns. */
export function encodeNote({ diffId, proof }: LayerKey, warnings: readonly LayerNote[]): Uint8Array {
  const note = { diffId, proof, warnings: warnings.map(({ code, message }) => ({ code, message })) };
  return new TextEncoder().encode(JSON.stringify(note));
}

/** The warnings; null when it is no note, or one of another layer. */
export function decodeNote(bytes: Uint8Array, { diffId, proof }: LayerKey): readonly LayerNote[] | null {
  const note = v.safeParse(Note, parsed(bytes));
  if (!note.success || note.output.diffId !== diffId || note.output.proof !== proof) return null;
  return note.output.warnings;
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}
