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

/** The packages stay outside: measuring is done in the checkout. */
const bench = {
  ...common,
  entryPoints: { bench: 'bench/main.ts', memoryChild: 'bench/memoryChild.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  format: 'esm',
  packages: 'external',
};

await build(process.argv.includes('--bench') ? bench : product);
