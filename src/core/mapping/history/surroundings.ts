import type { Image } from '../../image/types.ts';
import type { Surroundings } from '../scopeWalk.ts';
import type { RecordedEntry } from './readHistory.ts';
import type { RecordedInstruction } from './recorded.ts';

/** More ENVs than this in a base are not told apart. */
const MOST_ENVIRONMENTS = 16;

/** What the history tells of the build beside its instructions. */
export function readSurroundings(
  entries: readonly RecordedEntry[],
  { platform }: Pick<Image, 'platform'>,
): Surroundings {
  const instructions = entries.flatMap(({ recorded }) => (recorded.kind === 'instruction' ? [recorded] : []));
  return {
    buildArgs: new Map([...platformArguments(platform), ...instructions.flatMap(({ buildArgs }) => [...buildArgs])]),
    baseEnvironments: environments(instructions),
    baseTriggers: instructions.flatMap(({ instruction, text }) => (instruction === 'ONBUILD' ? [text] : [])),
  };
}

/** https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope */
function platformArguments({ os, architecture, variant }: Image['platform']): readonly (readonly [string, string])[] {
  return [
    ['TARGETOS', os],
    ['TARGETARCH', architecture],
    ['TARGETVARIANT', variant ?? ''],
    ['TARGETPLATFORM', [os, architecture, ...(variant === undefined ? [] : [variant])].join('/')],
  ];
}

/** What BuildKit and the classic builder put where a base sets no PATH. */
const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The environment after each ENV: the base's is among them, wherever it ends. */
function environments(instructions: readonly RecordedInstruction[]): readonly ReadonlyMap<string, string>[] {
  const all = [new Map([['PATH', defaultPath]])];
  for (const { instruction, text } of instructions) {
    if (instruction !== 'ENV' || all.length === MOST_ENVIRONMENTS) continue;
    const next = new Map(all.at(-1));
    for (const [, name = '', value = ''] of text.matchAll(/(?:^| )([A-Za-z_]\w*)=(.*?)(?= [A-Za-z_]\w*=|$)/gs))
      next.set(name, value);
    all.push(next);
  }
  return all;
}
