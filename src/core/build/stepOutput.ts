import { type BuildOutput, type BuildVertex, MOST_VERTEXES } from './buildOutput.ts';
import { outputLines } from './outputLines.ts';

/** `Step 2/5 : RUN make` of Docker's classic builder, `[1/2] STEP 2/5: RUN make` of Podman and Buildah. */
const STEP = /^(?:\[(\d+\/\d+)\] )?(?:STEP (\d+)\/(\d+): |Step (\d+)\/(\d+) : )/;
const CACHED = /^ ?-+> Using cache\b/;
/** What an instruction made. */
const MADE = /^-+> [0-9a-f]{7,64}$/;
/** What follows the last instruction is not its work: the naming of the image. */
const ENDED = /^(?:COMMIT\b|Successfully built )/;

/** An instruction that was begun. */
interface Begun {
  /** As the builder counts stages; empty where it does not. */
  readonly stage: string;
  readonly name: string;
  readonly at: number;
  readonly isLast: boolean;
  cached: boolean;
  /** Seconds in which other stages were built for it. */
  away: number;
}

/**
 * Reads what builders say that do one instruction after the other and name each when they begin it. They tell no times: it
 * takes what lies between the lines. Podman and Buildah build a stage when an instruction of another asks for it, in the
 * midst of that: so what was begun is a stack.
 */
export function stepOutput(): BuildOutput {
  const lines = outputLines();
  const done: BuildVertex[] = [];
  const begun: Begun[] = [];
  let tellsMade = false;

  function finish(at: number): void {
    const step = begun.pop();
    if (step === undefined) return;
    const seconds = step.cached ? null : Math.max(0, at - step.at - step.away);
    if (done.length < MOST_VERTEXES) done.push({ digest: null, name: step.name, cached: step.cached, seconds });
    const outer = begun.at(-1);
    if (outer !== undefined) outer.away += at - step.at;
  }
  /**
   * A stage that goes on has finished what it was at; one that is new interrupts the other, unless that was at its end. Where
   * the builder tells what instructions made, a stage that is at its end is gone already.
   */
  function begin(name: string, stage: string, isLast: boolean, at: number): void {
    const known = begun.findIndex((step) => step.stage === stage);
    const atEnd = begun.at(-1)?.isLast === true && !tellsMade;
    const kept = known >= 0 ? known : begun.length - (atEnd ? 1 : 0);
    while (begun.length > kept) finish(at);
    begun.push({ stage, name, at, isLast, cached: false, away: 0 });
  }
  function follow(line: string, at: number): string {
    const found = STEP.exec(line);
    const current = begun.at(-1);
    if (found !== null) {
      const [, stage = '', position, count, classicPosition, classicCount] = found;
      begin(line, stage, (position ?? classicPosition) === (count ?? classicCount), at);
    } else if (current !== undefined && CACHED.test(line)) current.cached = true;
    else if (MADE.test(line)) {
      tellsMade = true;
      if (current?.isLast === true) finish(at);
    } else if (ENDED.test(line)) while (begun.length > 0) finish(at);
    return line;
  }
  return {
    take: (text, at) => lines.take(text).map((line) => follow(line, at)),
    end(at) {
      const rest = lines.end().map((line) => follow(line, at));
      while (begun.length > 0) finish(at);
      return rest;
    },
    vertexes: () => done,
  };
}
