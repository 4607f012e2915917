import { build } from 'esbuild';
import { checkout } from './checkout.ts';

/** Bundles a script for the extension host, which exports `run`, and gives the bundle's path. */
export async function buildHostScript(entry: string): Promise<string> {
  const outfile = `${checkout}/dist/test/${entry.replaceAll(/\W+/g, '-')}.cjs`;
  await build({
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    entryPoints: [`${checkout}/${entry}`],
    outfile,
    // The editor brings the one, the checkout the other.
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}
