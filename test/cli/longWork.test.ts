import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { addBlob, type Files, json, writeDirectory } from '../support/imageBuilder.ts';
import { finished, root, startCli } from '../support/runCli.ts';

/** A layer that takes seconds to inflate though its blob is small: one file of repeated noise, in many gzip members. */
async function slowImage(mebibytes: number): Promise<string> {
  const files: Files = new Map([['oci-layout', json({ imageLayoutVersion: '1.0.0' })]]);
  const header = tarHeader('noise', mebibytes * 2 ** 20);
  const noise = gzipSync(Buffer.alloc(2 ** 20, randomBytes(2 ** 14)));
  const blob = Buffer.concat([
    gzipSync(header),
    ...Array.from({ length: mebibytes }, () => noise),
    gzipSync(Buffer.alloc(1024)),
  ]);
  const type = 'application/vnd.oci.image.layer.v1.tar+gzip';
  const config = {
    architecture: 'amd64',
    os: 'linux',
    rootfs: { type: 'layers', diff_ids: [`sha256:${'0'.repeat(64)}`] },
  };
  const manifest = {
    schemaVersion: 2,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...addBlob(files, json(config)) },
    layers: [{ mediaType: type, ...addBlob(files, blob) }],
  };
  const descriptor = { mediaType: 'application/vnd.oci.image.manifest.v1+json', ...addBlob(files, json(manifest)) };
  files.set('index.json', json({ schemaVersion: 2, manifests: [descriptor] }));
  return writeDirectory(files);
}

function tarHeader(name: string, size: number): Uint8Array {
  const block = Buffer.alloc(512);
  block.write(name);
  block.write('0000644\u00000000000\u00000000000\u0000', 100);
  block.write(`${size.toString(8).padStart(11, '0')}\u000000000000000\u0000        0`, 124);
  block.write('ustar\u000000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\u0000 `, 148);
  return block;
}

describe.skipIf(process.platform === 'win32')('Ctrl-C', () => {
  it('ends the work with 130 and prints no result', async () => {
    const child = startCli(['analyze', await slowImage(5000), '-f', '-']);
    const run = finished(child);
    // More than a pipe holds: once it is gone, the program is up and reading.
    await new Promise((resolve) => child.stdin?.end('# comment\n'.repeat(30_000), () => resolve(null)));
    await new Promise((resolve) => setTimeout(resolve, 300));
    child.kill('SIGINT');
    expect(await run).toEqual({ code: 130, stdout: '', stderr: '' });
  });
});

const script = hasScript();
if (!script) console.warn('SKIPPED: the progress bar in a terminal, for want of the program script');

describe.skipIf(!script)('in a terminal', () => {
  it('a bar on standard error shows bytes, layers and time left', async () => {
    const image = await slowImage(2000);
    const command = `${process.execPath} dist/cli.cjs analyze ${image} > /dev/null`;
    const seen = execFileSync('script', ['-qec', command, '/dev/null'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, TERM: 'xterm' },
    });
    expect(seen).toMatch(/[█░]{24} {2}[\d.]+ [kM]?B of [\d.]+ [kM]B {2}layer 0 of 1/);
    expect(seen).toMatch(/\d+s left/);
  });

  it('colour is on', () => {
    const command = `${process.execPath} dist/cli.cjs analyze sample/image.oci.tar`;
    const env = { ...process.env, TERM: 'xterm', NO_COLOR: '', FORCE_COLOR: '' };
    expect(execFileSync('script', ['-qec', command, '/dev/null'], { cwd: root, encoding: 'utf8', env })).toContain(
      '\u001b[31m',
    );
  });
});

/** util-linux's, which runs a command in a terminal of its own. */
function hasScript(): boolean {
  try {
    return execFileSync('script', ['--version'], { encoding: 'utf8', stdio: 'pipe' }).includes('util-linux');
  } catch {
    return false;
  }
}
