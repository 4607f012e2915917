import type { Dockerfile } from '../dockerfile/types.ts';
import type { Mapping } from '../mapping/types.ts';
import type { Place } from './types.ts';

export interface PlacedItems<T> {
  readonly place: Place;
  readonly items: readonly T[];
}

export interface Places {
  /** Gathers what happened in layers by the step that made them; a layer that no step made stands for itself. */
  group<T extends { readonly layer: number }>(items: readonly T[]): PlacedItems<T>[];
}

export function placesIn({ steps }: Dockerfile, { stepOfLayer }: Mapping): Places {
  return {
    group(items) {
      const keys = items.map(({ layer }) => stepOfLayer[layer] ?? `layer ${layer}`);
      return [...new Set(keys)].map((key) => {
        const group = items.filter((_, index) => keys[index] === key);
        return { place: placeOf(group.map(({ layer }) => layer)), items: group };
      });
    },
  };

  function placeOf(repeated: readonly number[]): Place {
    const layers = [...new Set(repeated)].sort((a, b) => a - b);
    const step = stepOfLayer[layers[0]] ?? null;
    return { layers, step, line: step === null ? null : steps[step].startLine };
  }
}
