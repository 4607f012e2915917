import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rebuiltSample } from '../support/comparedImages.ts';
import { root } from '../support/runCli.ts';
import type { HostReport } from './host/run.ts';
import { type Installed, installed } from './installed.ts';
import { runInHost } from './runInHost.ts';

/** With LAYERWISE_VSCODE_DESKTOP=1 the desktop build is downloaded, and the same tests run in that. */
const programs = process.env['LAYERWISE_VSCODE_DESKTOP'] === '1' ? 'desktop' : installed();

if (programs !== 'desktop' && typeof programs === 'string') {
  test.skip(`the extension in its host: skipped, ${programs}`);
} else {
  // Each test of the host is one here. Which there are is known when they have run.
  const { planned, results } = await hostReport(programs);

  describe('in the extension host', () => {
    test('all tests were reached', () => {
      expect(planned).toBeGreaterThan(0);
      expect(results).toHaveLength(planned);
    });

    for (const { title, state, error } of results) {
      test.skipIf(state === 'skipped')(title, () => {
        if (state === 'failed') throw new Error(error);
      });
    }
  });
}

async function hostReport(programs: Installed | 'desktop'): Promise<HostReport> {
  const workspace = mkdtempSync(join(tmpdir(), 'layerwise-workspace-'));
  try {
    cpSync(`${root}sample`, workspace, { recursive: true });
    mkdirSync(join(workspace, '.rebuilt'));
    writeFileSync(join(workspace, '.rebuilt/image.oci.tar'), await rebuiltSample());
    return JSON.parse(await runInHost(programs, 'test/vscode/host/run.ts', workspace)) as HostReport;
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}
