import type { Rule } from '../rule.ts';
import { filesText, placesText } from '../sentences.ts';

/** A file `.git` is a submodule's, and only says where its folder is. */
const FOLDERS = { git: '.git', mercurial: '.hg', subversion: '.svn', bazaar: '.bzr', jujutsu: '.jj' };
/** Package managers fetch with git; these are caches, or come with what was installed. */
const FETCHED = ['!**/node_modules', '!**/.cargo', '!usr/local/cargo', '!**/go/pkg/mod', '!**/.cache'];

export const versionControlFiles: Rule = {
  name: 'version-control-files',
  title: 'Version control shipped',
  severity: 'warning',
  always: true,
  sees: {
    by: 'path',
    alsoHidden: true,
    kinds: Object.entries(FOLDERS).map(([kind, folder]) => ({
      kind,
      paths: [`**/${folder}`, ...FETCHED],
      as: 'folder',
      minBytes: 1,
    })),
  },
  message(sighting, { place }) {
    const { hiddenBy, layer } = sighting;
    const what = `${placesText(sighting)}, ${filesText(sighting)}, ships a repository's history`;
    return hiddenBy === null
      ? `${what}: who has the image can read all that was ever committed`
      : `${what}: ${place(hiddenBy)} takes it out of sight, but who has the image can still read it in what ${place(layer)} ships`;
  },
  advice: () =>
    'Name it in .dockerignore, or remove it in the RUN that clones; hand in what the build needs of it, such as a version, as an ARG.',
};
