/**
 * A path for people: UTF-8 where it is that, else with the replacement character for what is not. Two paths that differ
 * only there look alike, but stay apart in the tree, which knows bytes.
 */
export function pathText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
