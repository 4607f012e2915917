import { parseDockerfile } from '../dockerfile/parseDockerfile.ts';
import { formatPlatform } from '../image/platform.ts';
import type { Image } from '../image/types.ts';
import { attachedProvenance } from '../mapping/mapSteps.ts';
import type { Provenance } from '../mapping/provenance/provenance.ts';
import { readProvenance } from '../mapping/provenance/readProvenance.ts';
import type { BuildVertex } from './buildOutput.ts';
import type { BuildRecord } from './buildRecord.ts';
import { stepTimes } from './stepTimes.ts';

/** What a builder left of a build. */
export interface BuildTraces {
  readonly vertexes: readonly BuildVertex[];
  /** JSON that may hold its provenance. */
  readonly metadata: unknown;
}

/** The provenance of a build: what the image has with it, or else what the builder wrote beside it, whichever has the lines. */
export function builtProvenance(
  image: Pick<Image, 'attestations' | 'platform'>,
  { metadata }: Pick<BuildTraces, 'metadata'>,
): Provenance | null {
  const attached = attachedProvenance(image);
  if (isTelling(attached)) return attached;
  return readProvenance(metadata, `${image.platform.os}/${image.platform.architecture}`) ?? attached;
}

function isTelling(provenance: Provenance | null): boolean {
  return provenance !== null && provenance.operations.length > 0;
}

/**
 * What is to be remembered of a build; null where nothing is known of any instruction.
 *
 * @param text the Dockerfile as it was when the build began; null where only its builder read it
 */
export function recordBuild(
  image: Pick<Image, 'attestations' | 'platform'>,
  traces: BuildTraces,
  text: string | null,
): BuildRecord | null {
  const provenance = builtProvenance(image, traces);
  const built = provenance?.dockerfile?.text ?? text;
  if (built === null) return null;
  const buildArgs = Object.fromEntries(provenance?.buildArgs ?? []);
  const dockerfile = parseDockerfile(built, { buildArgs });
  const times = stepTimes(traces.vertexes, dockerfile, provenance, formatPlatform(image.platform));
  const metadata = isTelling(attachedProvenance(image)) || provenance === null ? null : traces.metadata;
  return times.length === 0 && metadata === null ? null : { text: built, times, metadata };
}
