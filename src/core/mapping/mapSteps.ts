import type { Dockerfile } from '../dockerfile/types.ts';
import type { Image } from '../image/types.ts';
import type { Warning } from '../image/warning.ts';
import { copySource } from './copySource.ts';
import { mapByHistory } from './mapByHistory.ts';
import { mapByProvenance } from './mapByProvenance.ts';
import type { Provenance } from './provenance/provenance.ts';
import { readProvenance } from './provenance/readProvenance.ts';
import { hasStage, stageChain, targetStage } from './stageChain.ts';
import type { Mapping } from './types.ts';

export interface MapOptions {
  /** `--target` of the build: a stage's name or number. By default what the provenance recorded, else the last stage. */
  readonly target?: string | undefined;
  /** By default what the image has attached; null to do without. */
  readonly provenance?: Provenance | null | undefined;
  /** diffIDs of the base image, bottom first, when it is at hand: they show where the base ends. */
  readonly baseDiffIds?: readonly string[] | undefined;
}

/**
 * Which step of the Dockerfile made which layer of the image: by what BuildKit recorded of the build, where there is such
 * a record, else by the image's history. A step that the image does not know, and a layer that no step made, stay without.
 */
export function mapSteps(dockerfile: Dockerfile, image: Image, options: MapOptions = {}): Mapping {
  const mapping = mapLayers(dockerfile, image, options);
  const steps = mapping.steps.map((made) => {
    const source = copySource(dockerfile, dockerfile.steps[made.step]);
    return source === '' ? made : { ...made, because: `${made.because} ${source}` };
  });
  return { ...mapping, steps };
}

function mapLayers(dockerfile: Dockerfile, image: Image, options: MapOptions): Mapping {
  const provenance = options.provenance === undefined ? attachedProvenance(image) : options.provenance;
  const wanted = options.target ?? provenance?.target ?? undefined;
  const target = targetStage(dockerfile, wanted);
  const unknown = wanted === undefined || hasStage(dockerfile, wanted) ? [] : [unknownTarget(wanted)];
  const exact = provenance === null ? null : mapByProvenance(dockerfile, image, provenance, target);
  if (exact !== null) return { ...exact, warnings: [...unknown, ...exact.warnings] };
  const chain = stageChain(dockerfile, target);
  const mapping = mapByHistory(dockerfile, image, {
    target,
    chain,
    buildArgs: provenance?.buildArgs ?? new Map(),
    baseLayers: countShared(image, options.baseDiffIds ?? []),
  });
  const foreign = provenance !== null && provenance.operations.length > 0 ? [foreignProvenance] : [];
  return { ...mapping, warnings: [...unknown, ...foreign, ...mapping.warnings] };
}

/** The most telling provenance among an image's attestations. */
export function attachedProvenance({
  attestations,
  platform,
}: Pick<Image, 'attestations' | 'platform'>): Provenance | null {
  return readProvenance(attestations, `${platform.os}/${platform.architecture}`);
}

/** All of the base's layers, when the image begins with them; else null, for then it is another base. */
function countShared({ layers }: Image, base: readonly string[]): number | null {
  return base.length > 0 && base.every((diffId, index) => layers[index]?.diffId === diffId) ? base.length : null;
}

const foreignProvenance: Warning = {
  layer: null,
  code: 'other-provenance',
  message: 'The provenance tells of other layers than this image has; lines were found by the image’s history instead.',
};

function unknownTarget(target: string): Warning {
  return {
    layer: null,
    code: 'unknown-target',
    message: `The Dockerfile has no stage ${target}; the last stage is shown.`,
  };
}
