import { OTHERS_FILES } from '../othersFiles.ts';
import type { PathKind, Rule } from '../rule.ts';
import { are, filesText, pathsText } from '../sentences.ts';

/** By who leaves them: settings of projects, copies of what is being edited, notes of folders. */
const KINDS: readonly PathKind[] = [
  {
    kind: 'settings',
    paths: ['.vscode', '.idea', '.fleet', '.zed', '.vs', '*.iml', '*.sublime-workspace', '.project'],
  },
  { kind: 'swap', as: 'file', paths: ['*.swp', '*.swo', '*~'] },
  { kind: 'desktop', as: 'file', paths: ['.DS_Store', 'Thumbs.db', 'desktop.ini', '._*'] },
];

export const editorFiles: Rule = {
  name: 'editor-files',
  title: 'Files of editors and desktops shipped',
  severity: 'info',
  always: true,
  sees: {
    by: 'path',
    alsoHidden: true,
    kinds: KINDS.map((kind) => ({
      ...kind,
      minBytes: 1,
      paths: [...kind.paths.map((path) => `**/${path}`), ...OTHERS_FILES, '!**/.vscode-server', '!**/vendor'],
    })),
  },
  message(sighting, { place }) {
    const { files, hiddenBy } = sighting;
    const what = `${filesText(sighting)} of an editor or a desktop ${are(files)} shipped`;
    const later =
      hiddenBy === null ? '' : `, though ${place(hiddenBy)} takes ${files === 1 ? 'it' : 'them'} out of sight`;
    return `${what}${later}: ${pathsText(sighting)}`;
  },
  advice: () => 'Name them in .dockerignore.',
};
