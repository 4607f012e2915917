/** A command line of a POSIX shell, as far as it matters what it runs and whether more can be put behind it. Offsets are of its text. */
export interface Shell {
  /** What stands one after the other, divided by `;` and ends of lines. */
  readonly statements: readonly Statement[];
  /** Every simple command, however deep, in the order of the text. */
  readonly commands: readonly ShellCommand[];
  /** It defines functions, so a name may be none of a program. */
  readonly hasFunctions: boolean;
  /** Something runs in the background, and may run on. */
  readonly hasBackground: boolean;
  /** Names that loops give values to. */
  readonly loopNames: readonly string[];
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Parts with `&&` or `||` between them; mostly one. */
export interface Statement extends Span {
  readonly parts: readonly StatementPart[];
  readonly operators: readonly ('&&' | '||')[];
}

/** A pipeline or a compound command. */
export interface StatementPart extends Span {
  /** A simple command that stands alone; null for everything else. */
  readonly command: ShellCommand | null;
  /** Of simple commands only, also in what it substitutes: `set -e` has no say within it. */
  readonly isSimple: boolean;
}

export interface ShellCommand extends Span {
  /** Its name and its arguments. */
  readonly words: readonly ShellWord[];
  /** It sets variables, for itself or, without words, for all that follows. */
  readonly assigns: boolean;
  readonly redirects: boolean;
  /** What it does to the shell is forgotten: it runs in a subshell, a pipeline or a substitution. */
  readonly inSubshell: boolean;
}

export interface ShellWord extends Span {
  /** As written. */
  readonly text: string;
  /** Without quotes; null where something is expanded. */
  readonly value: string | null;
  /** The same where patterns may stand; null where anything else is expanded. */
  readonly pattern: string | null;
}
