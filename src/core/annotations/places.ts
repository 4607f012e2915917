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
    group<T extends { readonly layer: number }>(items: readonly T[]) {
      const groups = new Map<string | number, T[]>();
      for (const item of items) {
        const key = stepOfLayer[item.layer] ?? `layer ${item.layer}`;
        const group = groups.get(key);
        if (group === undefined) groups.set(key, [item]);
        else group.push(item);
      }
      return Array.from(groups.values(), (group) => ({
        place: placeOf(group.map(({ layer }) => layer)),
        items: group,
      }));
    },
  };

  function placeOf(repeated: readonly number[]): Place {
    const layers = [...new Set(repeated)].sort((a, b) => a - b);
    const step = stepOfLayer[layers[0]] ?? null;
    return { layers, step, line: step === null ? null : steps[step].startLine };
  }
}
