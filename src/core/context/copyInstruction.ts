import { copyDestination } from '../annotations/copyPaths.ts';
import { fromFlag } from '../annotations/stageNamed.ts';
import { environmentAt } from '../dockerfile/environment.ts';
import { tryExpandVariables } from '../dockerfile/expandVariables.ts';
import type { Dockerfile, Step } from '../dockerfile/types.ts';
import { rootedPath } from './cleanPath.ts';
import { directoriesBefore, lineageOf } from './directoriesBefore.ts';

/** A COPY or ADD that takes something from the build context, as far as the Dockerfile tells it. */
export interface CopyInstruction {
  readonly step: number;
  /** The stages that it works on, the first of them first, its own last. */
  readonly lineage: readonly number[];
  readonly sources: readonly CopySource[];
  readonly destination: CopyTarget;
  /** Of `--exclude`: patterns as in an ignore file, of paths within each source. */
  readonly excludes: readonly string[];
  /** Archives that are sources themselves are unpacked. */
  readonly unpacks: boolean;
}

export type CopySource = { readonly word: string } & (
  | {
      readonly kind: 'path';
      /** From the root of the context, without slashes around it; may have wildcards. */
      readonly path: string;
      /** Of `--parents`: what is taken of that path, whose folders it keeps. */
      readonly pattern: string | null;
    }
  | { readonly kind: 'url' | 'git' }
  /** Written in the Dockerfile itself; its name in the image. */
  | { readonly kind: 'inline'; readonly name: string; readonly bytes: number }
  /** Has a variable that only the build knows. */
  | { readonly kind: 'unknown' }
);

export interface CopyTarget {
  readonly word: string;
  /** In the image, without slashes around it; null where the working directory, or a variable in it, is not known. */
  readonly path: string | null;
  readonly isDirectory: boolean;
}

/** Null for all other instructions, and for those that take their files from a stage or another image or context. */
export function copyInstruction(
  dockerfile: Dockerfile,
  step: Step,
  buildArgs: Readonly<Record<string, string>> = {},
): CopyInstruction | null {
  const isCopy = step.instruction === 'COPY' || step.instruction === 'ADD';
  if (!isCopy || step.stage === null || fromFlag(step) !== undefined || step.args.length < 2) return null;
  const expand = expansion(dockerfile, step, buildArgs);
  const isParents = flagIsSet(step, 'parents', false);
  const excludes = step.flags.filter(({ name }) => name === 'exclude').map(({ value }) => expand(value) ?? value);
  return {
    step: step.index,
    lineage: lineageOf(dockerfile, step).map(({ index }) => index),
    sources: step.args.slice(0, -1).map((word) => ({ word, ...sourceOf(step, word, expand(word), isParents) })),
    destination: targetOf(dockerfile, step),
    excludes,
    unpacks: step.instruction === 'ADD' && flagIsSet(step, 'unpack', true),
  };
}

export function copyInstructions(
  dockerfile: Dockerfile,
  buildArgs: Readonly<Record<string, string>> = {},
): readonly CopyInstruction[] {
  return dockerfile.steps.flatMap((step) => copyInstruction(dockerfile, step, buildArgs) ?? []);
}

type SourceKind = CopySource extends infer Source ? (Source extends CopySource ? Omit<Source, 'word'> : never) : never;

function sourceOf(step: Step, word: string, text: string | null, isParents: boolean): SourceKind {
  const name = word.replace(/^<<-?/, '').replaceAll(/["']/g, '');
  const heredoc = word.startsWith('<<') ? step.heredocs.find((each) => each.name === name) : undefined;
  if (heredoc !== undefined) {
    return { kind: 'inline', name: heredoc.name, bytes: new TextEncoder().encode(heredoc.content).length };
  }
  if (text === null) return { kind: 'unknown' };
  if (isGit(text)) return { kind: 'git' };
  if (/^https?:\/\//.test(text)) return { kind: 'url' };
  if (!isParents) return { kind: 'path', path: rootedPath(text), pattern: null };
  const pivot = text.indexOf('/./');
  return pivot === -1
    ? { kind: 'path', path: '', pattern: rootedPath(text) }
    : { kind: 'path', path: rootedPath(text.slice(0, pivot)), pattern: rootedPath(text.slice(pivot + 3)) };
}

/** https://docs.docker.com/reference/dockerfile/#adding-files-from-a-git-repository */
function isGit(text: string): boolean {
  return /^(?:git|ssh):\/\/|^[\w.-]+@[\w.-]+:|^https?:\/\/[^?#]*\.git(?:[?#].*)?$/.test(text);
}

function flagIsSet({ flags }: Step, name: string, byDefault: boolean): boolean {
  const flag = flags.findLast((each) => each.name === name);
  return flag === undefined ? byDefault : !/^(?:0|f|false)$/i.test(flag.value);
}

/** Null for a word with a variable that has no value here. */
function expansion(
  dockerfile: Dockerfile,
  step: Step,
  buildArgs: Readonly<Record<string, string>>,
): (word: string) => string | null {
  const environment = environmentAt(dockerfile, step.index, { buildArgs });
  return (word) => {
    let isCertain = true;
    const lookup = (name: string): string | undefined => {
      isCertain &&= environment.has(name);
      return environment.get(name);
    };
    const { text } = tryExpandVariables(word, lookup, dockerfile.escape);
    return isCertain ? text : null;
  };
}

function targetOf(dockerfile: Dockerfile, step: Step): CopyTarget {
  const word = step.args.at(-1) ?? '';
  const found = copyDestination(dockerfile, step, null);
  if (found === null) return { word, path: null, isDirectory: /(?:^|\/)\.{0,2}$/.test(word) || step.args.length > 2 };
  const { path, isDirectory } = found;
  return { word, path, isDirectory: isDirectory || directoriesBefore(dockerfile, step).has(path) };
}
