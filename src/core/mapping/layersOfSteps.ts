import type { Dockerfile } from '../dockerfile/types.ts';
import { isCommit } from './base.ts';
import { makesFiles } from './history/keywords.ts';
import type { HistoryMatch } from './matchHistory.ts';
import { bottomFrom, isScratch } from './stageChain.ts';

/** Which step made which layer, without the why. */
export interface LayerOwners {
  /** For each layer the steps that made it, in the order of the build: the last one owns it. */
  readonly stepsOfLayer: readonly (readonly number[])[];
  /** How many layers, from the bottom, are the base's. */
  readonly baseLayers: number;
  /** Layers that hold more than one instruction. */
  readonly commits: readonly number[];
}

/** Hands each layer to the step whose history entry made it. */
export function layersOfSteps(
  dockerfile: Dockerfile,
  chain: readonly number[],
  match: HistoryMatch,
  layers: number,
): LayerOwners {
  const from = bottomFrom(dockerfile, chain);
  const stepsOfLayer: number[][] = Array.from({ length: layers }, () => []);
  const commits: number[] = [];
  let baseLayers = 0;
  for (const [column, { layer }] of match.entries.entries()) {
    if (layer === null) continue;
    const steps = stepsOfLayer[layer] ?? [];
    if (column < match.start) {
      // A Dockerfile without FROM has no base.
      if (from === undefined) continue;
      if (column < match.baseEnd) baseLayers = layer + 1;
      steps.push(from);
    } else if (isCommit(match.entries, column)) {
      commits.push(layer);
      const below = layer === 0 && from !== undefined && !isScratch(dockerfile, chain) ? [from] : [];
      steps.push(...new Set([...below, ...committedSteps(match, column)]));
    } else steps.push(...stepsAt(match, column));
  }
  return {
    stepsOfLayer,
    baseLayers,
    commits,
  };
}

function stepsAt({ matches, expected }: HistoryMatch, column: number): readonly number[] {
  const found = matches.find((match) => match.column === column);
  return found === undefined ? [] : [expected[found.row]?.step ?? []].flat();
}

/** Steps since the last layer that can have changed files; when there is none, the step whose entry it is. */
function committedSteps(match: HistoryMatch, column: number): readonly number[] {
  const before = match.entries.slice(0, column).findLastIndex(({ layer }) => layer !== null);
  const makers = match.matches
    .filter((pair) => pair.column > before && pair.column <= column)
    .toSorted((left, right) => left.column - right.column)
    .flatMap(({ row }) => match.expected[row] ?? [])
    .filter(({ instruction }) => makesFiles(instruction))
    .map(({ step }) => step);
  return makers.length > 0 ? makers : stepsAt(match, column);
}
