import { join } from 'node:path';
import * as v from 'valibot';
import type { BuildRecord } from '../../core/build/buildRecord.ts';
import { BuildRecord as BuildRecordSchema } from '../../protocol/buildRecord.ts';
import { readAndTouch, writeAtomically } from './layerFiles.ts';
import { imageName } from './layerName.ts';

const Kept = v.object({ image: v.string(), record: BuildRecordSchema });

/** Keeps beside the layers of a cache what is known of builds. The newest of an image counts. Like the cache it throws nothing. */
export async function keepBuildRecord(directory: string, image: string, record: BuildRecord): Promise<void> {
  const json = JSON.stringify({ image, record });
  await writeAtomically(directory, nameOf(image), Buffer.from(json)).catch(() => undefined);
}

/** Null when nothing is known, or what is there is damaged. */
export async function recallBuildRecord(directory: string, image: string): Promise<BuildRecord | null> {
  try {
    const file = await readAndTouch(join(directory, nameOf(image)));
    const { image: kept, record } = v.parse(Kept, JSON.parse(Buffer.from(file).toString('utf8')));
    return kept === image ? record : null;
  } catch {
    return null;
  }
}

function nameOf(image: string): string {
  return imageName(`build ${image}`);
}
