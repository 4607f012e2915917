/** A list in Markdown, under a title of our own words; empty without items. */
export function bullets(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `**${title}**\n\n${items.map((item) => `- ${item}`).join('\n')}`;
}

/** The first few, and how many there are beside them. */
export function firstFew<T>(items: readonly T[], most: number, show: (item: T) => string, rest: string): string[] {
  const more = items.length - most;
  return [...items.slice(0, most).map(show), ...(more > 0 ? [`and ${more} more ${rest}`] : [])];
}
