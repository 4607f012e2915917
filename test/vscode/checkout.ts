/** Where tests and measurements are started, which bundles of them cannot tell from where they lie. */
export const checkout = process.cwd();
