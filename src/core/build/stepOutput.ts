import { type BuildOutput, type BuildVertex, MOST_VERTEXES } from './buildOutput.ts';
import { outputLines } from './outputLines.ts';

/** `Step 2/5 : RUN make` of Docker's classic builder, `[1/2] STEP 2/5: RUN make` of Podman and Buildah. */
const STEP = /^(?:\[\d+\/\d+\] )?(?:STEP \d+\/\d+: |Step \d+\/\d+ : )/;
const CACHED = /^ ?-+> Using cache\b/;

/**
 * Reads what builders say that do one instruction after the other and name each when they begin it. They tell no times: it
 * takes what lies between the lines.
 */
export function stepOutput(): BuildOutput {
  const lines = outputLines();
  const done: BuildVertex[] = [];
  let current: { readonly name: string; readonly begun: number; cached: boolean } | null = null;

  function finish(at: number): void {
    if (current === null) return;
    const { name, begun, cached } = current;
    if (done.length < MOST_VERTEXES) done.push({ digest: null, name, cached, seconds: cached ? null : at - begun });
    current = null;
  }
  function follow(line: string, at: number): string {
    if (STEP.test(line)) {
      finish(at);
      current = { name: line, begun: at, cached: false };
    } else if (current !== null && CACHED.test(line)) current.cached = true;
    // What follows the last instruction is not its work: the naming of the image.
    else if (ENDED.test(line)) finish(at);
    return line;
  }
  return {
    take: (text, at) => lines.take(text).map((line) => follow(line, at)),
    end(at) {
      const rest = lines.end().map((line) => follow(line, at));
      finish(at);
      return rest;
    },
    vertexes: () => done,
  };
}

const ENDED = /^(?:COMMIT\b|Successfully built )/;
