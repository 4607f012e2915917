/** Best seconds of each program. */
export type Best<Name extends string> = Readonly<Record<Name, number>>;

/** Runs the programs in turns, so that a slow moment of the machine falls on all of them, and takes the best of each. */
export async function inTurns<Name extends string>(
  rounds: number,
  programs: Readonly<Record<Name, () => unknown>>,
): Promise<Best<Name>> {
  const names = Object.keys(programs) as Name[];
  const best = Object.fromEntries(names.map((name) => [name, Infinity])) as Record<Name, number>;
  for (let round = 0; round < rounds; round++) {
    for (const name of names) best[name] = Math.min(best[name], await seconds(programs[name]));
  }
  return best;
}

export async function seconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
