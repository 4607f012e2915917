/** Where people read about Layerwise: the one place that knows. */
export const REPOSITORY = 'https://github.com/layerwise/layerwise';

export function rulePage(rule: string): string {
  return `${REPOSITORY}/blob/main/docs/rules/${rule}.md`;
}

/** What `layerwise ci` can hold an image to. */
export const GATE_PAGE = `${REPOSITORY}/blob/main/docs/ci.md`;
