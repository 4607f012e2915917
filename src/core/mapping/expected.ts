import { parseInstruction } from '../dockerfile/instruction.ts';
import type { Dockerfile, Step } from '../dockerfile/types.ts';
import type { Row } from './align/sharedKeys.ts';
import { wordsOf } from './align/similarity.ts';
import type { Lookup, Scope, Subject } from './keys/key.ts';
import { expansions, originalText } from './keys/key.ts';
import { subjectKeys } from './keys/keys.ts';
import { cleanPath } from './keys/settings.ts';

/** An instruction that the image's history should tell of. */
export interface Expected extends Row {
  /** The step it is; for an ONBUILD trigger the FROM that runs it. */
  readonly step: number;
  readonly trigger: boolean;
}

export interface Surroundings {
  /** What the build was given, or took from defaults, as far as anything recorded it. */
  readonly buildArgs: ReadonlyMap<string, string>;
  /** Environments that the base may have had. */
  readonly baseEnvironments: readonly ReadonlyMap<string, string>[];
  /** ONBUILD triggers of the base, as its history writes them: `COPY . /src`. */
  readonly baseTriggers: readonly string[];
}

/** What the stages of `chain` do, in order: their instructions, and at each FROM the triggers of what stands below it. */
export function expectedInstructions(
  dockerfile: Dockerfile,
  chain: readonly number[],
  around: Surroundings,
): readonly Expected[] {
  const expected: Expected[] = [];
  const walk = new ScopeWalk(dockerfile, around);
  const add = (subject: Subject, step: number, trigger: boolean): void => {
    expected.push({ ...rowOf(subject, walk.scope()), step, trigger });
    walk.enter(subject);
  };
  let triggers: readonly Subject[] = around.baseTriggers.map((text) => parseInstruction(text, dockerfile.escape));
  for (const [from, ...steps] of chain.map((stage) => stepsOf(dockerfile, stage))) {
    if (from === undefined) continue;
    walk.beginStage();
    for (const trigger of triggers) add(trigger, from.index, true);
    for (const step of steps) add(step, step.index, false);
    triggers = steps.flatMap(({ trigger }) => trigger ?? []);
  }
  return expected;
}

function stepsOf({ stages, steps }: Dockerfile, stage: number): readonly Step[] {
  return (stages[stage]?.steps ?? []).flatMap((index) => steps[index] ?? []);
}

/** An instruction in the form that alignment takes. */
export function rowOf(subject: Subject, scope: Scope): Row {
  const text = originalText(subject);
  const identity = identityOf(subject, text);
  return {
    instruction: subject.instruction,
    keys: subjectKeys(subject, text, scope),
    words: () => wordsOf(identity),
    identity,
  };
}

/** All that makes an instruction what it is; how it is laid out does not. */
export function identityOf(subject: Subject, text = originalText(subject)): string {
  return [text, ...subject.heredocs.map(({ content }) => content)].join('\n');
}

/**
 * Follows ARG, ENV, SHELL and WORKDIR through a chain of stages, once for all its instructions.
 * https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
class ScopeWalk {
  private readonly dockerfile: Dockerfile;
  private readonly around: Surroundings;
  private readonly globals: ReadonlyMap<string, string>;
  private readonly environment = new Map<string, string>();
  private buildArgs = new Map<string, string>();
  private argNames: string[] = [];
  private shell: readonly string[] | null = null;
  private workingDir: string | null = null;

  constructor(dockerfile: Dockerfile, around: Surroundings) {
    this.dockerfile = dockerfile;
    this.around = around;
    for (const step of dockerfile.steps) if (step.stage === null && step.instruction === 'ARG') this.declare(step.args);
    this.globals = this.buildArgs;
  }

  beginStage(): void {
    this.buildArgs = new Map();
    this.argNames = [];
  }

  scope(): Scope {
    return {
      escape: this.dockerfile.escape,
      lookups: (text) => this.lookups(text),
      shell: this.shell,
      workingDir: this.workingDir,
      buildArgs: this.around.buildArgs,
      argNames: this.argNames,
    };
  }

  private lookups(text: string): readonly Lookup[] {
    const { environment, buildArgs, around } = this;
    const own: Lookup = (name) => environment.get(name) ?? buildArgs.get(name);
    const names = [...text.matchAll(/\$\{?(\w+)/g)].map(([, name = '']) => name);
    if (names.length === 0) return [own];
    const recorded: Lookup = (name) =>
      around.baseEnvironments.at(-1)?.get(name) ?? around.buildArgs.get(name) ?? own(name);
    if (names.every((name) => own(name) !== undefined)) return [own, recorded];
    return [
      ...around.baseEnvironments.map(
        (base): Lookup =>
          (name) =>
            own(name) ?? base.get(name),
      ),
      recorded,
    ];
  }

  /** What the instruction changes for those after it. */
  enter({ instruction, args }: Subject): void {
    if (instruction === 'ARG') this.declare(args);
    if (instruction === 'ENV') this.set(args);
    if (instruction === 'SHELL') this.shell = args;
    if (instruction === 'WORKDIR') this.change(this.expand(args[0] ?? ''));
  }

  private expand(word: string): string {
    return expansions(word, this.scope())[0]?.(word) ?? word;
  }

  private declare(args: readonly string[]): void {
    for (const word of args) {
      const [name = '', ...rest] = word.split('=');
      const standard = word.includes('=') ? this.expand(rest.join('=')) : this.globals?.get(name);
      const value = this.around.buildArgs.get(name) ?? standard;
      if (value !== undefined) this.buildArgs.set(name, value);
      this.argNames.push(name);
    }
  }

  private set(args: readonly string[]): void {
    const expanded: (readonly [string, string])[] = [];
    for (let at = 0; at + 1 < args.length; at += 3)
      expanded.push([this.expand(args[at] ?? ''), this.expand(args[at + 1] ?? '')]);
    for (const [name, value] of expanded) this.environment.set(name, value);
  }

  private change(path: string): void {
    if (path.startsWith('/')) this.workingDir = cleanPath(path);
    else if (this.workingDir !== null) this.workingDir = cleanPath(`${this.workingDir}/${path}`);
  }
}
