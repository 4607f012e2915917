/** Build contexts, for those who read no files themselves. No image is read by it. */

export { archiveMemory } from '../sources/context/archiveMemory.ts';
export { readContext } from '../sources/context/readContext.ts';
export { ignoreFilePaths } from '../sources/context/readIgnoreRules.ts';
