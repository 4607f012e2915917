/** Made once: making it costs far more than using it. */
const english = new Intl.NumberFormat('en-US');

/** `12,345`. */
export function countText(count: number): string {
  return english.format(count);
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}
