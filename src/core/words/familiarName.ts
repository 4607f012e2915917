/** A tag as Docker shows names: without the registry that goes without saying. */
export function familiarName(tag: string): string {
  return tag.replace(/^docker\.io\/(library\/)?/, '');
}
