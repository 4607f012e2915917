import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Locator } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong with the document that an element is in. */
export async function violations(within: Locator): Promise<string[]> {
  const frame = await frameOf(within);
  await frame.evaluate(axe);
  return frame.evaluate<string[]>(RUN);
}

/** The frame that an element is in. */
export async function frameOf(within: Locator): Promise<Frame> {
  const handle = await within.elementHandle();
  const frame = await handle?.ownerFrame();
  if (frame === null || frame === undefined) throw new Error('The element is in no frame');
  return frame;
}

/** Runs in the page. */
const RUN = `window.axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 200) + ' ' + failureSummary)))`;
