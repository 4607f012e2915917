import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { defineCommandTests } from './commands.ts';
import { defineFaultTests } from './faults.ts';
import { defineFileTests } from './files.ts';
import { defineServerTests } from './server.ts';

/** What became of one test, for whoever started the host. */
export interface HostResult {
  readonly title: string;
  readonly error: string | null;
}

/** Called by VS Code in its extension host. Rejects when a test fails, and writes what became of each. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000 });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  defineServerTests();
  defineCommandTests();
  defineFileTests();
  defineFaultTests();
  const results: HostResult[] = [];
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => results.push({ title: test.fullTitle(), error: null }));
    runner.on('fail', (test, error: Error) =>
      results.push({ title: test.fullTitle(), error: error.stack ?? error.message }),
    );
  });
  const file = process.env['LAYERWISE_HOST_RESULTS'];
  if (file !== undefined) writeFileSync(file, JSON.stringify(results));
  if (failures > 0) throw new Error(`${failures} of ${results.length} tests failed`);
}
