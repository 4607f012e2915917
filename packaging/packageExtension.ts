import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { lightImage } from './lightImage.ts';

/** Where all that may go into the package lies, beside the manifest and the sample's image; `.vscodeignore` says what does. */
const PLACES = [
  ...['.vscodeignore', 'package.nls.json', 'README.md', 'CHANGELOG.md', 'LICENSE'],
  ...['dist', 'media', 'sample', 'schemas', 'syntaxes'],
];
/** Of the manifest, what only the checkout, npm and translators want; vsce refuses `files`. */
const OURS = new Set(['files', 'scripts', 'devDependencies', 'l10n']);

/** Packages the extension of the checkout at `root`, as it is built there, into the file `vsix`. */
export async function packageExtension(root: string, vsix: string): Promise<void> {
  const stage = mkdtempSync(join(tmpdir(), 'layerwise-package-'));
  try {
    await fill(stage, root);
    mkdirSync(dirname(vsix), { recursive: true });
    await createVSIX({ cwd: stage, packagePath: vsix, dependencies: false });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

async function fill(stage: string, root: string): Promise<void> {
  for (const name of PLACES) cpSync(join(root, name), join(stage, name), { recursive: true });
  const image = 'sample/image.oci.tar';
  writeFileSync(join(stage, image), await lightImage(readFileSync(join(root, image))));
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'), (key, value: unknown) =>
    OURS.has(key) ? undefined : value,
  );
  writeFileSync(join(stage, 'package.json'), JSON.stringify(manifest));
}
