/**
 * A Dockerfile as BuildKit's parser reads it. https://docs.docker.com/reference/dockerfile/
 * Lines count from 1, offsets from 0 in UTF-16 units of the text, ends are exclusive.
 */

export type Escape = '\\' | '`';

/** A part of the text. */
export interface TextRange {
  readonly startOffset: number;
  readonly endOffset: number;
}

export interface Flag {
  /** Without the dashes: `from`, `chown`, `mount`. */
  readonly name: string;
  /** After `=`; empty for a bare flag such as `--link`. */
  readonly value: string;
  /** From its dashes to the end of its value; absent where that is not certain. */
  readonly range?: TextRange;
}

export interface Heredoc {
  /** The delimiter word, unquoted. */
  readonly name: string;
  /** The lines between `<<NAME` and `NAME`, newline-terminated, as BuildKit hands them on. */
  readonly content: string;
  /** False where the delimiter was quoted: no variables are expanded. */
  readonly expand: boolean;
  /** True for `<<-`: leading tabs are stripped. */
  readonly chomp: boolean;
  /** File descriptor before `<<`, 0 when there is none. */
  readonly fileDescriptor: number;
}

/** One instruction. */
export interface Step {
  /** Position in `Dockerfile.steps`. */
  readonly index: number;
  /** Position in `Dockerfile.stages`; null for ARG before the first FROM. */
  readonly stage: number | null;
  /** Upper case: `RUN`; what stands in its place when it is unknown. */
  readonly instruction: string;
  readonly startLine: number;
  /** Last line of the instruction, its heredocs' terminators included. */
  readonly endLine: number;
  /** Where the instruction begins, blanks before it skipped. */
  readonly startOffset: number;
  /** The end of `endLine`, its line break not included. */
  readonly endOffset: number;
  readonly flags: readonly Flag[];
  /**
   * The arguments as BuildKit's parser gives them: words for COPY, ADD, FROM, ENV (name, value, …) and so on; the one
   * command string for RUN, CMD, ENTRYPOINT in shell form; the strings of the array in JSON form.
   * Variables are not expanded. Flags are not among them.
   */
  readonly args: readonly string[];
  /** Arguments were given as a JSON array (exec form). */
  readonly json: boolean;
  readonly heredocs: readonly Heredoc[];
  /** The logical line: continuations joined, comments between them gone, flags kept, heredoc bodies not included. */
  readonly original: string;
  /** The instruction after ONBUILD; null for every other instruction. */
  readonly trigger: Trigger | null;
  /** The keyword alone; absent where that is not certain. */
  readonly keywordRange?: TextRange;
  /**
   * From the first flag or argument to the end of the last, heredoc bodies not included; absent without arguments and
   * where that is not certain.
   */
  readonly argumentsRange?: TextRange;
}

/**
 * What ONBUILD will run in a child build: a step without a place of its own. Its heredocs are those of the ONBUILD step.
 */
export type Trigger = Pick<Step, 'instruction' | 'flags' | 'args' | 'json' | 'heredocs' | 'original' | 'trigger'>;

/** A FROM block. */
export interface Stage {
  readonly index: number;
  /** The name after AS, as written; null without one. */
  readonly name: string | null;
  /** What stands after FROM, variables not expanded. */
  readonly from: string;
  /** The same with build arguments' defaults (and `buildArgs`) expanded. */
  readonly base: string;
  /** The earlier stage that `base` names; null when it is an image or `scratch`. */
  readonly parent: number | null;
  /** Positions in `Dockerfile.steps`, the FROM itself first. */
  readonly steps: readonly number[];
}

export interface DockerfileProblem {
  readonly line: number;
  readonly message: string;
}

export interface Dockerfile {
  readonly text: string;
  readonly escape: Escape;
  /** Parser directives by lower-case name: `syntax`, `escape`, `check`. */
  readonly directives: ReadonlyMap<string, string>;
  readonly stages: readonly Stage[];
  /** Every instruction, in order, all stages, ARG before the first FROM included. */
  readonly steps: readonly Step[];
  /** What does not parse; the rest is still there. */
  readonly problems: readonly DockerfileProblem[];
}
