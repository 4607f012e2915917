import { build } from 'esbuild';

const common = { bundle: true, platform: 'node', target: 'node20', logLevel: 'warning' };

/** CommonJS, because the language server's packages and VS Code's host want it; one file a program, nothing to install. */
const product = {
  ...common,
  entryPoints: {
    cli: 'src/cli/main.ts',
    extension: 'src/extension/activate.ts',
    server: 'src/server/main.ts',
    thread: 'src/merger/thread.ts',
  },
  // The editor brings it.
  external: ['vscode'],
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  minify: true,
  banner: { js: '#!/usr/bin/env node' },
};

/** For a browser: the picture of an image, in an editor's webview and in a report. */
const picture = {
  bundle: true,
  platform: 'browser',
  target: ['es2022', 'chrome120', 'firefox121', 'safari17'],
  logLevel: 'warning',
  entryPoints: ['src/webview/picture.ts', 'src/webview/picture.css'],
  outdir: 'dist',
  format: 'iife',
  minify: true,
};

/** To step through. */
const debug = [product, picture].map((options) => ({ ...options, minify: false, sourcemap: 'linked' }));

/** Programs of the checkout: their packages stay outside. */
const tools = { ...common, outdir: 'dist', outExtension: { '.js': '.mjs' }, format: 'esm', packages: 'external' };
const bench = { ...tools, entryPoints: { bench: 'bench/main.ts', memoryChild: 'bench/memoryChild.ts' } };
const packaging = { ...tools, entryPoints: { package: 'packaging/main.ts' } };

const programs = new Map([
  ['--debug', debug],
  ['--bench', [bench]],
  ['--package', [packaging]],
]);
const chosen = programs.get(process.argv[2]) ?? [product, picture];
await Promise.all(chosen.map((options) => build(options)));
