import type { AskMerger } from '../../merger/startMerger.ts';
import type { ServerResult } from '../../protocol/serverRequests.ts';
import { type ComparedSides, comparedLayers, type LayerGroup, type MappingOf } from './comparedLayers.ts';

/** The picture of what grew, with the instructions that are to blame in the order of their lines. */
export async function growthAnswer(
  ask: AskMerger,
  { a, b, most }: ComparedSides & { readonly most: number },
  mappingOf: MappingOf | null,
  signal: AbortSignal,
): Promise<ServerResult<'growth'>> {
  const { groups, of } = await comparedLayers(ask, { a, b }, mappingOf, signal);
  const { folders, files } = await ask('growth', { a, b, of, most }, { signal });
  const blamed = [...new Set(files.group)].filter((group) => group >= 0);
  blamed.sort((one, other) => compareGroups(groups[one], groups[other]));
  const places = new Map(blamed.map((group, place) => [group, place]));
  return {
    picture: { folders, files: { ...files, group: files.group.map((group) => places.get(group) ?? -1) } },
    steps: blamed.map((group) => stepOf(groups[group])),
  };
}

function stepOf({ line, text, a, b }: LayerGroup): ServerResult<'growth'>['steps'][number] {
  return { line, text, only: a.length === 0 ? 'b' : b.length === 0 ? 'a' : null };
}

/** Layers without a line are mostly those of the base image. */
function compareGroups(one: LayerGroup, other: LayerGroup): number {
  return (one.line ?? 0) - (other.line ?? 0) || firstLayer(one) - firstLayer(other);
}

function firstLayer({ a, b }: LayerGroup): number {
  return b.at(0) ?? a.at(0) ?? 0;
}
