import type { Dockerfile } from '../dockerfile/types.ts';
import { expansions, type Lookup, type Scope, type Subject } from './keys/key.ts';
import { cleanPath } from './keys/settings.ts';

/** What is known of a build beside its Dockerfile. */
export interface Surroundings {
  /** What the build was given, or took from defaults, as far as anything recorded it. */
  readonly buildArgs: ReadonlyMap<string, string>;
  /** Environments that the base may have had. */
  readonly baseEnvironments: readonly ReadonlyMap<string, string>[];
  /** ONBUILD triggers of the base, as its history writes them: `COPY . /src`. */
  readonly baseTriggers: readonly string[];
}

/**
 * Follows ARG, ENV, SHELL and WORKDIR through a chain of stages, once for all its instructions.
 * https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
export class ScopeWalk {
  private readonly dockerfile: Dockerfile;
  private readonly around: Surroundings;
  private readonly globals: ReadonlyMap<string, string> = new Map();
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
      const standard = word.includes('=') ? this.expand(rest.join('=')) : this.globals.get(name);
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
