/** Where people read about Layerwise: the one place that knows. */
const REPOSITORY = 'https://github.com/layerwise/layerwise';

export function rulePage(rule: string): string {
  return `${REPOSITORY}/blob/main/docs/rules/${rule}.md`;
}
