import type { Analysis } from '../../core/analysis.ts';

/** Where a layer comes from, for people: the line that made it, else the layer's number. */
export function placeOf(analysis: Analysis, layer: number): string {
  const line = lineOf(analysis, layer);
  return line === null ? `layer ${layer}` : `line ${line}`;
}

/** The same for several, each once, in short: `line 29, 34`, with an ellipsis where there are more than `most`. */
export function placesOf(analysis: Analysis, layers: readonly number[], most: number): string {
  const places = [...new Set(layers.map((layer) => placeOf(analysis, layer)))];
  const shown = places.slice(0, most).map((place, i) => {
    const [word, number] = place.split(' ');
    return places[i - 1]?.startsWith(`${word} `) ? number : place;
  });
  return shown.join(', ') + (places.length > most ? '…' : '');
}

function lineOf({ dockerfile }: Analysis, layer: number): number | null {
  const step = dockerfile?.mapping.stepOfLayer[layer] ?? null;
  return dockerfile === null || step === null ? null : dockerfile.dockerfile.steps[step].startLine;
}
