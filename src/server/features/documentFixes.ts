import type { Finding } from '../../core/findings/finding.ts';
import type { Fix, FixInput } from '../../core/fixes/fix.ts';
import { fixesFor } from '../../core/fixes/fixesFor.ts';
import { usesBuildKit } from '../../core/fixes/usesBuildKit.ts';
import type { AskMerger } from '../../merger/startMerger.ts';
import type { AnnotatedDocument } from './annotatedDocument.ts';

/** More rounds than any fix has questions that follow from an answer. */
const ROUNDS = 6;

/**
 * Fixes of a document. The core asks at once and the merger answers later, so it is asked again with the answers it
 * lacked, until it lacks none.
 */
export async function documentFixes(
  { dockerfile, mapping, facts: { image } }: AnnotatedDocument,
  findings: readonly Finding[],
  isWanted: (finding: Finding) => boolean,
  key: string,
  ask: AskMerger,
  signal: AbortSignal,
): Promise<Fix[]> {
  const joins = remembered(async (range: string) => {
    const [first, last] = range.split('-').map(Number);
    const [joined] = await ask('joins', { image: key, range: { first, last } }, { signal });
    return joined.savedBytes;
  });
  const uses = remembered((path: string) => ask('pathUse', { image: key, path }, { signal }));
  const input: FixInput = {
    dockerfile,
    mapping,
    findings,
    isWanted,
    savedByJoining: (first, last) => joins.known(`${first}-${last}`),
    context: {
      os: image.platform.os,
      config: image.config,
      buildKit: usesBuildKit(image, dockerfile),
      pathUse: uses.known,
    },
  };
  let fixes = fixesFor(input);
  for (let round = 0; round < ROUNDS && (joins.lacks() || uses.lacks()); round++) {
    await joins.learn();
    await uses.learn();
    fixes = fixesFor(input);
  }
  return fixes;
}

interface Remembered<T> {
  /** Null for what is not known yet. */
  readonly known: (question: string) => T | null;
  readonly lacks: () => boolean;
  readonly learn: () => Promise<void>;
}

function remembered<T>(find: (question: string) => Promise<T>): Remembered<T> {
  const answers = new Map<string, T>();
  const wanted = new Set<string>();
  return {
    known(question) {
      const answer = answers.get(question);
      if (answer === undefined) wanted.add(question);
      return answer ?? null;
    },
    lacks: () => wanted.size > 0,
    async learn() {
      const questions = [...wanted];
      wanted.clear();
      for (const question of questions) answers.set(question, await find(question));
    },
  };
}
