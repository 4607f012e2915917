import { execFileSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { FilePart } from './inflating.ts';

/** `dd` only moves the file to where the layer begins; from there tar seeks as it does in a file of its own. */
const LIST = 'dd bs=512 skip="$1" count=0 status=none && tar tvf -';

/** GNU tar lists layers that lie in an archive. */
export function listLayersWithTar(layers: readonly FilePart[]): void {
  for (const { file, start } of layers) {
    const input = openSync(file, 'r');
    try {
      execFileSync('sh', ['-c', LIST, 'sh', String(start / 512)], { stdio: [input, 'ignore', 'inherit'] });
    } finally {
      closeSync(input);
    }
  }
}
