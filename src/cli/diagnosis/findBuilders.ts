import { type AskProgram, type BuilderName, builderNames, findBuilder } from '../../sources/build/findBuilder.ts';
import type { BuilderFound } from './diagnosis.ts';
import { versionIn } from './discreet.ts';

/** What images could be built with. Asks the programs what finding a builder asks, and no more. */
export async function findBuilders(ask: AskProgram, env: NodeJS.ProcessEnv): Promise<readonly BuilderFound[]> {
  return Promise.all(builderNames.map((name) => lookFor(name, ask, env)));
}

async function lookFor(name: BuilderName, ask: AskProgram, env: NodeJS.ProcessEnv): Promise<BuilderFound> {
  const said = new Map<string, string>();
  const listening: AskProgram = async (command, args) => {
    const answer = await ask(command, args);
    if (answer?.code === 0) said.set(args.join(' '), answer.text);
    return answer;
  };
  const version = (question: string): string | null => versionIn(said.get(question) ?? '');
  try {
    const { name: runs, tellsTimes } = await findBuilder(name, listening, env);
    return { name, isThere: true, version: version('--version'), buildx: version('buildx version'), runs, tellsTimes };
  } catch {
    return { name, isThere: false, version: version('--version'), buildx: null, runs: null, tellsTimes: false };
  }
}
