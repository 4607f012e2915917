import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { defineCommandTests } from './commands.ts';
import { defineDialogTests } from './dialogs.ts';
import { defineFaultTests } from './faults.ts';
import { defineFileTests } from './files.ts';
import { defineServerTests } from './server.ts';

/** What became of the tests, for whoever started the host. */
export interface HostReport {
  /** How many there are: one that was never reached is missing from the results. */
  readonly planned: number;
  readonly results: readonly HostResult[];
}

export interface HostResult {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  /** Of a test that failed. */
  readonly error: string;
}

/** Called by VS Code in its extension host. Rejects when a test fails, and writes what became of each. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000 });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  defineServerTests();
  defineCommandTests();
  defineFileTests();
  defineDialogTests();
  defineFaultTests();
  const report = await reportOf(mocha);
  const file = process.env['LAYERWISE_HOST_RESULTS'];
  if (file !== undefined) writeFileSync(file, JSON.stringify(report));
  const failed = report.results.filter(({ state }) => state === 'failed');
  if (failed.length > 0) throw new Error(failed.map(({ title, error }) => `${title}: ${error}`).join('\n'));
}

async function reportOf(mocha: Mocha): Promise<HostReport> {
  const planned = mocha.suite.total();
  const results: HostResult[] = [];
  await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => results.push({ title: test.fullTitle(), state: 'passed', error: '' }));
    runner.on('pending', (test) => results.push({ title: test.fullTitle(), state: 'skipped', error: '' }));
    // Of a hook, too, with a title that says so.
    runner.on('fail', (test, error: Error) =>
      results.push({ title: test.fullTitle(), state: 'failed', error: error.stack ?? error.message }),
    );
  });
  return { planned, results };
}
