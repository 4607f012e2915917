import { build } from 'esbuild';

/** CommonJS, because the language server's packages and VS Code's host want it; one file a program, nothing to install. */
await build({
  entryPoints: { cli: 'src/cli/main.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minify: true,
  keepNames: true,
  sourcemap: process.argv.includes('--sourcemap'),
  banner: { js: '#!/usr/bin/env node' },
  logLevel: 'warning',
});
