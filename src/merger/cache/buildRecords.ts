import { join } from 'node:path';
import * as v from 'valibot';
import type { BuildRecord } from '../../core/build/buildRecord.ts';
import { readAndTouch, writeAtomically } from './layerFiles.ts';
import { imageName } from './layerName.ts';

/** What is remembered of the build of one image, beside the layers of a cache. */
export const BuildRecordSchema = v.object({
  text: v.string(),
  times: v.array(
    v.object({
      step: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
      seconds: v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0))),
      cached: v.boolean(),
    }),
  ),
});

const Kept = v.object({ image: v.string(), ...BuildRecordSchema.entries });

/** The newest build of an image counts. Like the cache it throws nothing. */
export async function keepBuildRecord(directory: string, image: string, record: BuildRecord): Promise<void> {
  const json = JSON.stringify({ image, ...record });
  await writeAtomically(directory, nameOf(image), Buffer.from(json)).catch(() => undefined);
}

/** Null when nothing is known, or what is there is damaged. */
export async function recallBuildRecord(directory: string, image: string): Promise<BuildRecord | null> {
  try {
    const file = await readAndTouch(join(directory, nameOf(image)));
    const { image: kept, text, times } = v.parse(Kept, JSON.parse(Buffer.from(file).toString('utf8')));
    return kept === image ? { text, times } : null;
  } catch {
    return null;
  }
}

function nameOf(image: string): string {
  return imageName(`build ${image}`);
}
