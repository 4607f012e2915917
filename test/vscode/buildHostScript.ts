import { build } from 'esbuild';
import { root } from '../support/runCli.ts';

/** Bundles a script for the extension host, which exports `run`, and gives the bundle's path. */
export async function buildHostScript(entry: string): Promise<string> {
  const outfile = `${root}dist/test/${entry.replaceAll(/\W+/g, '-')}.cjs`;
  await build({
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    entryPoints: [`${root}${entry}`],
    outfile,
    // The editor brings the one, the checkout the other.
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}
