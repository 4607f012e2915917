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
  keepNames: true,
  banner: { js: '#!/usr/bin/env node' },
};

/** To step through. */
const debug = { ...product, minify: false, sourcemap: 'linked' };

/** Programs of the checkout: their packages stay outside. */
const tools = { ...common, outdir: 'dist', outExtension: { '.js': '.mjs' }, format: 'esm', packages: 'external' };
const bench = { ...tools, entryPoints: { bench: 'bench/main.ts', memoryChild: 'bench/memoryChild.ts' } };
const packaging = { ...tools, entryPoints: { package: 'packaging/main.ts' } };

const programs = new Map([
  ['--debug', debug],
  ['--bench', bench],
  ['--package', packaging],
]);
await build(programs.get(process.argv[2]) ?? product);
