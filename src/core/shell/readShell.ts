/** The only importer of unbash. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html */
import {
  type AndOr,
  type Command,
  type CommandArgument,
  forEachChild,
  type ParsedScript,
  type PipelineNode,
  parse,
  type Statement as ScriptStatement,
  type SyntaxNode,
  type Word,
} from 'unbash';
import type { Shell, ShellCommand, ShellWord, Statement, StatementPart } from './shell.ts';

/** Null for what is no command line of a POSIX shell. */
export function readShell(text: string): Shell | null {
  const script = parse(text);
  if (hasErrors(script)) return null;
  const found: Found = { commands: [], hasFunctions: false, hasBackground: false, loopNames: [], isBroken: false };
  const known = new Map<Command, ShellCommand>();
  visit(script, false, found, known);
  if (found.isBroken) return null;
  const { commands, hasFunctions, hasBackground, loopNames } = found;
  const statements = script.commands.map((statement) => statementOf(statement, known));
  return { statements, commands, hasFunctions, hasBackground, loopNames };
}

interface Found {
  readonly commands: ShellCommand[];
  readonly loopNames: string[];
  hasFunctions: boolean;
  hasBackground: boolean;
  isBroken: boolean;
}

function hasErrors({ errors }: ParsedScript): boolean {
  return errors !== undefined && errors.length > 0;
}

function visit(node: SyntaxNode, inSubshell: boolean, found: Found, known: Map<Command, ShellCommand>): void {
  // Words of escaped backticks have places of their own.
  if (node.type === 'Script' && (hasErrors(node) || node.source !== undefined)) found.isBroken = true;
  if (node.type === 'Function' || node.type === 'Coproc') found.hasFunctions = true;
  if (node.type === 'Statement' && node.background === true) found.hasBackground = true;
  if (node.type === 'For' || node.type === 'Select') found.loopNames.push(node.name.value);
  if (node.type === 'Command') {
    const command = commandOf(node, inSubshell);
    known.set(node, command);
    found.commands.push(command);
  }
  const inner = inSubshell || SUBSHELLS.has(node.type);
  forEachChild(node, (child) => visit(child, inner, found, known));
}

/** The last command of a pipeline runs in the shell itself in some, so nothing is known of it: it counts as elsewhere. */
const SUBSHELLS = new Set<SyntaxNode['type']>(['Subshell', 'Pipeline', 'CommandExpansion', 'ProcessSubstitution']);

function statementOf({ command, pos, end }: ScriptStatement, known: Map<Command, ShellCommand>): Statement {
  const list: Pick<AndOr, 'commands' | 'operators'> =
    command.type === 'AndOr' ? command : { commands: [command], operators: [] };
  return {
    start: pos,
    end,
    parts: list.commands.map((part) => partOf(part, known)),
    operators: list.operators,
  };
}

function partOf(node: PipelineNode, known: Map<Command, ShellCommand>): StatementPart {
  const command = node.type === 'Command' ? (known.get(node) ?? null) : null;
  return { start: node.pos, end: node.end, command, isSimple: isSimple(node) };
}

function isSimple(node: SyntaxNode): boolean {
  let simple = node.type === 'Command' || node.type === 'Pipeline';
  forEachChild(node, (child) => {
    simple &&= hasSimpleParts(child);
  });
  return simple;
}

function hasSimpleParts(node: SyntaxNode): boolean {
  if (node.type === 'Command' || node.type === 'Pipeline') return isSimple(node);
  if (node.type === 'Script' && node.commands.length > 1) return false;
  if (node.type === 'Statement' && node.command.type !== 'Command' && node.command.type !== 'Pipeline') return false;
  let simple = !COMPOUND.has(node.type);
  forEachChild(node, (child) => {
    simple &&= hasSimpleParts(child);
  });
  return simple;
}

const COMPOUND = new Set<SyntaxNode['type']>([
  ...(['AndOr', 'If', 'For', 'ArithmeticFor', 'Select', 'While', 'Subshell', 'BraceGroup', 'Case'] as const),
  ...(['TestCommand', 'ArithmeticCommand', 'Redirected', 'Function', 'Coproc', 'CompoundList'] as const),
]);

function commandOf({ name, prefix, args, redirects, pos, end }: Command, inSubshell: boolean): ShellCommand {
  const named = name === undefined ? [] : [wordOf(name)];
  return {
    start: pos,
    end,
    words: [...named, ...args.map(argumentOf)],
    assigns: prefix.some(({ type }) => type === 'Assignment'),
    redirects: redirects.length > 0,
    inSubshell,
  };
}

function argumentOf(argument: CommandArgument): ShellWord {
  if (argument.type === 'Word') return wordOf(argument);
  const { pos, end, text } = argument;
  return { start: pos, end, text, value: null, pattern: null };
}

function wordOf({ pos, end, text, value, parts }: Word): ShellWord {
  // A tilde is the home of whoever runs it.
  const isFixed = !text.startsWith('~') && (parts ?? []).every(isLiteral);
  const hasPattern = (parts ?? []).some(({ type }) => type === 'Glob');
  return {
    start: pos,
    end,
    text,
    value: isFixed && !hasPattern ? value : null,
    pattern: isFixed ? value : null,
  };
}

function isLiteral(part: NonNullable<Word['parts']>[number]): boolean {
  if (part.type === 'DoubleQuoted') return part.parts.every(({ type }) => type === 'Literal');
  return part.type === 'Literal' || part.type === 'SingleQuoted' || part.type === 'Glob';
}
