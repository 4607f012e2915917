import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { lightImage } from './lightImage.ts';

/** All that goes into the package, beside the manifest and the sample's image. */
const CONTENTS = [
  ...['package.nls.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'l10n', 'syntaxes', 'schemas'],
  ...[
    'dist/cli.cjs',
    'dist/extension.cjs',
    'dist/server.cjs',
    'dist/thread.cjs',
    'dist/picture.js',
    'dist/picture.css',
  ],
  ...['media/icon.png', 'media/layers.svg', 'media/walkthrough'],
  ...['sample/Dockerfile', 'sample/README.md'],
];
/** Of the manifest, what only the checkout and npm want; vsce refuses `files`. */
const OURS = new Set(['files', 'scripts', 'devDependencies']);

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
  for (const name of CONTENTS.filter((name) => existsSync(join(root, name)))) {
    cpSync(join(root, name), join(stage, name), { recursive: true });
  }
  const image = 'sample/image.oci.tar';
  writeFileSync(join(stage, image), await lightImage(readFileSync(join(root, image))));
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'), (key, value: unknown) =>
    OURS.has(key) ? undefined : value,
  );
  writeFileSync(join(stage, 'package.json'), JSON.stringify(manifest, null, 2));
  // vsce wants to be told what to leave out: nothing that is here.
  writeFileSync(join(stage, '.vscodeignore'), '');
}
