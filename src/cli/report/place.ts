import type { Analysis } from '../../core/analysis.ts';

/** Where a layer comes from, for people: the line that made it, else the layer's number. */
export function placeOf({ dockerfile }: Analysis, layer: number): string {
  const step = dockerfile?.mapping.stepOfLayer[layer] ?? null;
  if (dockerfile === null || step === null) return `layer ${layer}`;
  return `line ${dockerfile.dockerfile.steps[step].startLine}`;
}

/** The same for several, each once, in short: `line 29, 34` or `layer 3, 4`. */
export function placesOf(analysis: Analysis, layers: readonly number[], most: number): string {
  const places = [...new Set(layers.map((layer) => placeOf(analysis, layer)))];
  const shown = places
    .slice(0, most)
    .map((place, i) => (i > 0 && sameKind(place, places[i - 1]) ? place.split(' ')[1] : place));
  return shown.join(', ') + (places.length > most ? ', …' : '');
}

function sameKind(a: string, b: string): boolean {
  return a.split(' ')[0] === b.split(' ')[0];
}
