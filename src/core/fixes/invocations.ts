import type { Shell, ShellCommand, ShellWord } from '../shell/shell.ts';

/** A program that a shell runs, whatever stands before its name. */
export interface Invocation {
  readonly command: ShellCommand;
  /** Without its directory. */
  readonly program: string;
  readonly arguments: readonly ShellWord[];
  /** It stands alone: no `sudo` or `env` before its name. */
  readonly isDirect: boolean;
}

const BEFORE = new Set(['sudo', 'env', 'command', 'exec', 'time', 'nice', 'nohup']);

/** Those whose names are certain. */
export function invocationsIn({ commands }: Shell): Invocation[] {
  return commands.flatMap((command) => invocationOf(command) ?? []);
}

function invocationOf(command: ShellCommand): Invocation | null {
  const { words } = command;
  const isBefore = (value: string | null): boolean => value !== null && (BEFORE.has(value) || /^\w+=/.test(value));
  const first = words.findIndex(({ value }) => !isBefore(value));
  const name = words.at(first)?.value;
  if (first === -1 || name === null || name === undefined) return null;
  const program = name.split('/').at(-1) ?? name;
  return { command, program, arguments: words.slice(first + 1), isDirect: first === 0 };
}

/** `python3 -m pip` is `pip`. */
export function pipArguments({ program, arguments: given }: Invocation): readonly ShellWord[] | null {
  if (/^pip(?:\d(?:\.\d+)?)?$/.test(program)) return given;
  const [flag, module, ...rest] = given;
  return /^python(?:\d(?:\.\d+)?)?$/.test(program) && flag?.value === '-m' && module?.value === 'pip' ? rest : null;
}

/** The word that says what to do, when only options without a value stand before it. */
export function verbOf(words: readonly ShellWord[], plainOptions: RegExp): ShellWord | null {
  const verb = words.find(({ value }) => value === null || !plainOptions.test(value));
  return verb === undefined || verb.value === null || verb.value.startsWith('-') ? null : verb;
}
