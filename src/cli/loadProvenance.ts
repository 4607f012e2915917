import { Failure } from '../core/error.ts';
import type { Provenance } from '../core/mapping/provenance/provenance.ts';
import { readProvenance } from '../core/mapping/provenance/readProvenance.ts';
import { readAttestationFile } from '../sources/attestationFile.ts';

/**
 * Reads the provenance in `file`, in any of the forms in which builders hand it out.
 *
 * @param platform Which one to take of a build for several.
 */
export async function loadProvenance(file: string, platform: string | undefined): Promise<Provenance> {
  const provenance = readProvenance(await readAttestationFile(file), platform);
  if (provenance !== null) return provenance;
  throw new Failure(
    'usage',
    `There is no provenance of BuildKit in ${file}`,
    'Give what `docker buildx build --metadata-file`, `docker buildx history inspect attachment --type provenance` or `docker buildx history export` wrote.',
  );
}
