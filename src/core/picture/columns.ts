/** Makes a column of a picture: of the files that are told apart, and then of the sums of what is left over. */
export function columns<Sum>(
  single: Uint32Array,
  leftOver: readonly Sum[],
): <T>(ofFile: (file: number) => T, ofSum: (sum: Sum) => T) => T[] {
  return (ofFile, ofSum) => [...Array.from(single, ofFile), ...leftOver.map(ofSum)];
}
