import { build } from 'esbuild';
import { root } from '../support/runCli.ts';

/** Bundles the tests of the extension host into one script, whose path it gives. */
export async function buildHostTests(): Promise<string> {
  const outfile = `${root}dist/test/host.cjs`;
  await build({
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    entryPoints: [`${root}test/vscode/host/run.ts`],
    outfile,
    // The editor brings the one, the checkout the other.
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}
