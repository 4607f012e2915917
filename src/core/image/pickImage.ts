import { Failure } from '../error.ts';
import { shortDigest } from './digest.ts';
import { hasTag, sameImageName } from './imageName.ts';
import { formatPlatform, matchesPlatform, samePlatform } from './platform.ts';
import type { Digest, Platform } from './types.ts';

/** One image of a file that may hold several. */
export interface Choice {
  readonly tags: readonly string[];
  readonly platform: Platform;
  /** Digests by which it may be named too: of its config, its manifest. */
  readonly digests: readonly Digest[];
  /** False when the file only names it and its manifest or config is not there. */
  readonly present: boolean;
}

export interface Wish {
  /** A name with or without registry, a tag alone, or a digest of at least twelve digits. */
  readonly tag?: string;
  readonly platform?: Platform;
  /** Where several are left: what this machine would run. */
  readonly machine: Platform;
}

/**
 * Picks the one image that is meant: by tag, by platform, else the only one, else the one for this machine.
 *
 * @throws Failure of kind `usage` when none or several fit; it lists what there is.
 */
export function pickImage<C extends Choice>(choices: readonly C[], wish: Wish): C {
  const called = wish.tag === undefined ? choices : namedBy(choices, wish.tag);
  if (called.length === 0) throw none(`called "${wish.tag ?? ''}"`, choices);
  const { platform } = wish;
  const fitting = platform === undefined ? called : closest(called, platform);
  if (platform !== undefined && fitting.length === 0) throw none(`for ${formatPlatform(platform)}`, called);
  const present = fitting.filter((choice) => choice.present);
  const left = present.length > 1 && platform === undefined ? preferMachine(present, wish.machine) : present;
  const candidates = left.length > 0 ? left : fitting;
  const first = candidates.at(0);
  if (first === undefined) throw none('at all', choices);
  if (left.length === 0 && choices.some((choice) => choice.present)) throw elsewhere(first, choices);
  if (candidates.length > 1) throw several(candidates);
  return first;
}

function preferMachine<C extends Choice>(choices: readonly C[], machine: Platform): readonly C[] {
  const own = closest(choices, machine);
  return own.length > 0 ? own : choices;
}

/** Those for exactly this platform, else those that differ in a variant that was not asked for. */
function closest<C extends Choice>(choices: readonly C[], wanted: Platform): readonly C[] {
  const exact = choices.filter((choice) => samePlatform(choice.platform, wanted));
  return exact.length > 0 ? exact : choices.filter((choice) => matchesPlatform(choice.platform, wanted));
}

/** Those with exactly this name, else those that it can mean. */
function namedBy<C extends Choice>(choices: readonly C[], tag: string): readonly C[] {
  const exact = choices.filter(({ tags }) => tags.includes(tag));
  if (exact.length > 0) return exact;
  return choices.filter(
    (choice) => choice.tags.some((name) => sameImageName(name, tag) || hasTag(name, tag)) || isDigestOf(choice, tag),
  );
}

function isDigestOf(choice: Choice, text: string): boolean {
  const hex = text.replace(/^sha(?:256|512):/, '');
  return /^[0-9a-f]{12,}$/.test(hex) && choice.digests.some((digest) => digest.slice('sha256:'.length).startsWith(hex));
}

function none(which: string, choices: readonly Choice[]): Failure {
  return new Failure('usage', `There is no image ${which}`, `There is: ${listing(choices)}.`);
}

function elsewhere(choice: Choice, choices: readonly Choice[]): Failure {
  return new Failure(
    'usage',
    `The file names ${describe(choice)} but does not hold it`,
    `There is: ${listing(choices.filter(({ present }) => present))}.`,
  );
}

function several(choices: readonly Choice[]): Failure {
  return new Failure(
    'usage',
    `There are ${choices.length} images that can be meant`,
    `Pick one by its tag or its platform: ${listing(choices)}.`,
  );
}

const LISTED = 20;

function listing(choices: readonly Choice[]): string {
  const lines = choices.slice(0, LISTED).map(describe);
  const rest = choices.length - lines.length;
  return rest > 0 ? `${lines.join('; ')}; and ${rest} more` : lines.join('; ');
}

function describe({ tags, platform, digests }: Choice): string {
  const digest = digests.at(0);
  const name = tags.length > 0 ? tags.join(', ') : digest === undefined ? 'untagged' : shortDigest(digest);
  return `${name} (${formatPlatform(platform)})`;
}
