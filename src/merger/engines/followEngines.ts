import { setTimeout as sleep } from 'node:timers/promises';
import type { Endpoint } from '../../sources/engine/endpoints.ts';
import type { ImageEvent } from '../../sources/engine/engineAnswers.ts';
import { connectEngine } from '../../sources/engine/engineClient.ts';
import { inTime } from '../../sources/engine/inTime.ts';

/** In milliseconds: how long an engine may take to answer, and after how long it is tried again. */
export interface FollowTimes {
  readonly connect: number;
  readonly first: number;
  readonly longest: number;
  /** A build names its image with several events; they are told as one. */
  readonly quiet: number;
}

const TIMES: FollowTimes = { connect: 120_000, first: 1_000, longest: 60_000, quiet: 250 };

/**
 * Tells when it may be that an engine's names mean other images than before: after events, and whenever an engine answers
 * that did not, for nobody knows what happened meanwhile. Engines that are not there, or leave, are tried again, less and
 * less often. Ends with the signal, unless there is no place to look at.
 *
 * @throws The signal's reason.
 */
export async function followEngines(
  places: () => Promise<readonly Endpoint[]>,
  tell: () => void,
  signal: AbortSignal,
  times: FollowTimes = TIMES,
): Promise<void> {
  const telling = seldom(tell, times.quiet, signal);
  const endpoints = await places();
  await Promise.all(endpoints.map((endpoint) => follow(endpoint, telling, signal, times)));
  signal.throwIfAborted();
}

async function follow(endpoint: Endpoint, tell: () => void, signal: AbortSignal, times: FollowTimes): Promise<void> {
  for (let wait = times.first; !signal.aborted; wait = Math.min(2 * wait, times.longest)) {
    try {
      const events = await inTime(times.connect, signal, async (until) =>
        (await connectEngine(endpoint, until)).events(signal),
      );
      wait = times.first;
      tell();
      await listen(events, tell);
    } catch {
      // Gone, or never there.
    }
    await sleep(wait, undefined, { signal }).catch(() => undefined);
  }
}

async function listen(events: AsyncIterable<ImageEvent>, tell: () => void): Promise<void> {
  for await (const { Action } of events) if (changesNames(Action)) tell();
}

/** Whether after such an event a name may mean another image: not after one was only saved or sent. */
export function changesNames(action: string): boolean {
  return action !== 'save' && action !== 'push';
}

function seldom(tell: () => void, quiet: number, signal: AbortSignal): () => void {
  let timer: NodeJS.Timeout | null = null;
  return () => {
    if (timer !== null) return;
    timer = setTimeout(() => {
      timer = null;
      if (!signal.aborted) tell();
    }, quiet);
  };
}
