/**
 * The line of an ignore file that leaves a path of the context out, and nothing else that is there by another name.
 * Characters that mean something to the builder are escaped.
 *
 * @param path in the context, of a file or a folder, without slashes around it
 */
export function ignoreEntryFor(path: string): string {
  return path
    .replace(/[\\*?[\]]/g, '\\$&')
    .replace(/[\r\n]/g, '?')
    .replace(/^!/, '\\!')
    .replace(/^#/, '[#]')
    .replace(/^\s|\s$/g, '[$&]');
}

/** The same for something that may be found in any folder, such as `node_modules`. */
export function ignoreEntryAnywhere(name: string): string {
  return `**/${ignoreEntryFor(name)}`;
}
