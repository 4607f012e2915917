/** Cuts text to a width, with `…` at its end; empty where not even a letter fits. */
export function textFitter(measure: (text: string) => number): (text: string, width: number) => string {
  const widths = new Map<string, number>();
  const widthOf = (text: string): number => {
    const known = widths.get(text);
    if (known !== undefined) return known;
    const width = measure(text);
    if (widths.size > MOST_KNOWN) widths.clear();
    widths.set(text, width);
    return width;
  };
  return (text, width) => {
    if (widthOf(text) <= width) return text;
    const letters = Array.from(text.slice(0, LONGEST));
    let [fits, tooMany] = [0, letters.length];
    while (tooMany - fits > 1) {
      const middle = (fits + tooMany) >> 1;
      if (widthOf(`${letters.slice(0, middle).join('')}…`) <= width) fits = middle;
      else tooMany = middle;
    }
    return fits === 0 ? '' : `${letters.slice(0, fits).join('')}…`;
  };
}

const MOST_KNOWN = 20_000;
/** No box is so wide that more would be seen. */
const LONGEST = 300;
