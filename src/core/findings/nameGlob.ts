/** A name, or a glob for names: `*` stands for any part, `№` for a number. No name that is looked for has either in it. */
export function isGlob(name: string): boolean {
  return WILD.test(name);
}

export function globRegExp(glob: string): RegExp {
  return new RegExp(`^${glob.replaceAll(SPECIAL, (special) => MEANING.get(special) ?? `\\${special}`)}$`, 's');
}

/** What every name that fits begins and ends with. */
export function literalEnds(glob: string): { readonly begin: string; readonly end: string } {
  const parts = glob.split(WILD);
  return { begin: parts[0], end: parts[parts.length - 1] };
}

const WILD = /[*№]/;
const SPECIAL = /[.*+?^${}()|[\]\\№]/g;
const MEANING = new Map([
  ['*', '.*'],
  ['№', '\\d+'],
]);
