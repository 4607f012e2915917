import type { Dockerfile, Step } from '../../dockerfile/types.ts';
import type { Image } from '../../image/types.ts';
import { isScratch, stageAt } from '../stageChain.ts';
import { chainPosition } from './chainPosition.ts';
import type { Operation, Provenance } from './provenance.ts';

/** What the provenance says about an image's layers, in steps of the Dockerfile as it was built. */
export interface BuiltLayers {
  /** For each layer the step that made it; null where the provenance does not tell. */
  readonly stepOfLayer: readonly (number | null)[];
  readonly baseLayers: number;
}

/**
 * Finds each layer's step by digest. What stands at a FROM, or nowhere, and pulls no image is an ONBUILD trigger of the
 * stage's base: BuildKit gives these line 1 (0.12) or the FROM's (0.20), so they are known by not being a line of their own.
 *
 * @param built the recorded Dockerfile, @param chain its stages that make the image, the bottom one first
 * @returns null when the provenance is of another image
 */
export function builtLayers(
  { operations }: Provenance,
  built: Dockerfile,
  chain: readonly number[],
  { layers }: Pick<Image, 'layers'>,
): BuiltLayers | null {
  const claims = layers.map((): Claim[] => []);
  for (const operation of operations)
    for (const { layer, prefix } of positions(operation, layers)) claims[layer]?.push({ operation, prefix });
  const baseLayers = countBase(claims, built, chain);
  const owners = claims.map((some, layer) => (layer < baseLayers ? null : owner(some, built, chain)));
  if (owners.slice(baseLayers).every((found) => found === null) && owners.length > baseLayers) return null;
  if (baseLayers > 0 && owners.length === baseLayers && !claims.some((some) => some.length > 0)) return null;
  return { stepOfLayer: withTriggers(owners, baseLayers, built, chain), baseLayers };
}

interface Claim {
  readonly operation: Operation;
  /** Told by its chain, not by one digest. */
  readonly prefix: boolean;
}

function positions({ chains }: Operation, layers: Image['layers']) {
  const found = chains.flatMap((chain) => chainPosition(chain, layers) ?? []);
  return found.filter(({ layer }, index) => found.findIndex((other) => other.layer === layer) === index);
}

/** Layers below the end of the base's own chain; without that, those below the first that a line made. */
function countBase(claims: readonly (readonly Claim[])[], built: Dockerfile, chain: readonly number[]): number {
  if (isScratch(built, chain)) return 0;
  const pulled = claims.findLastIndex((some) =>
    some.some(({ operation, prefix }) => prefix && operation.image !== null),
  );
  if (pulled >= 0) return pulled + 1;
  const first = claims.findIndex((some) => owner(some, built, chain) !== null);
  return first < 0 ? claims.length : first;
}

type Owner = Step | 'trigger' | null;

/** Chains tell more than single digests, and a line of its own more than none. */
function owner(claims: readonly Claim[], built: Dockerfile, chain: readonly number[]): Owner {
  const made = claims.filter(({ operation }) => operation.image === null);
  const told = made.some(({ prefix }) => prefix) ? made.filter(({ prefix }) => prefix) : made;
  const step = told.flatMap(({ operation }) => lines(operation, built, chain)).at(0);
  return step ?? (told.length > 0 ? 'trigger' : null);
}

/** The instructions of the image's own stages that the operation stands at. */
function lines({ locations }: Operation, { steps }: Dockerfile, chain: readonly number[]): readonly Step[] {
  return locations.flatMap(({ startLine, endLine }) =>
    steps.filter(
      ({ instruction, stage, ...lines }) =>
        stage !== null &&
        chain.includes(stage) &&
        instruction !== 'FROM' &&
        lines.startLine <= endLine &&
        lines.endLine >= startLine,
    ),
  );
}

/** A trigger runs at the FROM of the stage whose instructions follow it; the lowest ones at the bottom FROM. */
function withTriggers(
  owners: readonly Owner[],
  baseLayers: number,
  built: Dockerfile,
  chain: readonly number[],
): readonly (number | null)[] {
  const fromOf = (stage: number | undefined): number | null => stageAt(built, stage)?.steps.at(0) ?? null;
  return owners.map((own, layer) => {
    if (layer < baseLayers) return fromOf(chain[0]);
    if (own !== 'trigger') return own?.index ?? null;
    const below = owners.slice(baseLayers, layer).findLast(isStep)?.stage;
    if (below === undefined || below === null) return fromOf(chain[0]);
    const above = owners.slice(layer).find(isStep)?.stage;
    return fromOf(above !== undefined && above !== null && above !== below ? above : chain[chain.indexOf(below) + 1]);
  });
}

function isStep(own: Owner): own is Step {
  return own !== null && own !== 'trigger';
}
