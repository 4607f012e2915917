import { type Measured, measureGenerated } from './generated.ts';

/** Measures generated images of these sizes, prints each as it is done, and how the time grows from the first to the last. */
export async function reportGenerated(sizes: readonly number[]): Promise<void> {
  const results: Measured[] = [];
  for (const entries of sizes) {
    const measured = await measureGenerated(entries);
    results.push(measured);
    report(measured);
  }
  const [first, last] = [results[0], results[results.length - 1]];
  console.log(
    `growth from ${first.entries} to ${last.entries} entries, time an entry: ` +
      `plain × ${(last.microsecondsPlain / first.microsecondsPlain).toFixed(2)}, gzip × ${(last.microsecondsGzip / first.microsecondsGzip).toFixed(2)}`,
  );
}

function report({ entries, cache, whatIf, ...m }: Measured): void {
  say(`${entries} entries`, [
    `index / tar tvf ${m.toTar.toFixed(2)}`,
    `gzip analysis / inflating ${m.toInflating.toFixed(2)}`,
    `µs an entry ${m.microsecondsPlain.toFixed(2)} plain, ${m.microsecondsGzip.toFixed(2)} gzip`,
    `${m.bytesPerEntry.toFixed(0)} B an entry`,
  ]);
  say('   from the cache', [
    `open from cache / open without ${cache.toReading.toFixed(3)}`,
    `${cache.milliseconds.toFixed(0)} ms, merged ${cache.mergedMilliseconds.toFixed(0)} ms`,
    `filling it × ${cache.filling.toFixed(2)}`,
    `${cache.bytesPerEntry.toFixed(0)} B an entry on disk`,
  ]);
  say('   against a merge', [
    `${whatIf.mergeMilliseconds.toFixed(0)} ms the merge`,
    `suggesting joins ${whatIf.suggesting.toFixed(2)}`,
    `leaving out a layer ${whatIf.leavingOut.toFixed(2)}`,
    `diff of two steps ${whatIf.diffing.toFixed(2)}`,
    `picture ${whatIf.picturing.toFixed(2)}, of the growth between two steps ${whatIf.growing.toFixed(2)}`,
    `findings ${whatIf.finding.toFixed(2)}`,
  ]);
}

function say(what: string, figures: readonly string[]): void {
  console.log([`${what}:`.padEnd(18), ...figures].join('   '));
}
