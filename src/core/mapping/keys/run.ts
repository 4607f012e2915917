import type { Heredoc } from '../../dockerfile/types.ts';
import type { RecordedInstruction } from '../history/recorded.ts';
import { type Key, type Scope, type Subject, squeeze } from './key.ts';

/** The ways in which builders write this RUN down. */
export function runKeys(run: Subject, original: string, scope: Scope): readonly Key[] {
  const lostHeredoc = run.heredocs.length > 0 ? 'recorded' : 'full';
  const bodies = run.heredocs.map(({ content }) => content.trim()).join('\n');
  return [
    ...dockerKeys(run, original, scope),
    // buildah names `/bin/sh -c` whatever SHELL says, keeps flags and JSON, and loses bodies of heredocs (1.39) or not.
    { text: `RUN /bin/sh -c ${original}`, grade: lostHeredoc },
    ...(bodies === '' ? [] : [{ text: `RUN ${squeeze(`/bin/sh -c ${original}\n${bodies}`)}`, grade: 'full' as const }]),
    // kaniko
    { text: `RUN ${original}`, grade: lostHeredoc },
  ];
}

function dockerKeys(run: Subject, original: string, { shell }: Scope): readonly Key[] {
  if (run.json) return [{ text: `RUN ${squeeze(run.args.join(' '))}`, grade: 'full' }];
  const { command, lossy } = shellCommand(run);
  const grade = lossy ? 'recorded' : 'full';
  const squeezed = run.flags.length + run.heredocs.length === 0 ? original : squeeze(command);
  return [
    { text: `RUN ${(shell ?? ['/bin/sh', '-c']).join(' ')} ${squeezed}`, grade },
    // Before the first SHELL the base's may be any; after it another shell means that SHELL was edited.
    { text: `RUN~ ${squeezed}`, grade: shell === null ? 'recorded' : 'loose' },
  ];
}

/** What BuildKit hands to the shell. `dispatchRun` in frontend/dockerfile/dockerfile2llb/convert.go */
function shellCommand({ args, heredocs }: Subject): { readonly command: string; readonly lossy: boolean } {
  const command = args[0] ?? '';
  const first = heredocs.at(0);
  if (first === undefined) return { command, lossy: false };
  if (!/^\d*<<-?\s*(['"]?)[^\s'"<]+\1$/.test(command.trim()))
    return {
      command: [command, ...heredocs.map((heredoc) => heredoc.content + heredoc.name)].join('\n'),
      lossy: false,
    };
  return first.content.startsWith('#!')
    ? { command: `/dev/pipes/${first.name}`, lossy: true }
    : { command: chomped(first), lossy: false };
}

function chomped({ content, chomp }: Heredoc): string {
  return chomp ? content.replace(/^\t+/gm, '') : content;
}

/** The RUN of a history entry, in all the ways it can be read. */
export function runEntryKeys({ text, buildArgs }: RecordedInstruction): readonly string[] {
  return (buildArgs.size > 0 ? withoutRestOfValue(text) : [text]).flatMap((reading) => {
    const [shell] = shellPrefix.exec(reading) ?? [];
    const whole = squeeze(reading);
    return shell === undefined ? [`RUN ${whole}`] : [`RUN ${whole}`, `RUN~ ${whole.slice(shell.length)}`];
  });
}

const shellPrefix = /^\S+(?: \S+){0,8}? (?:-c|\/S \/C) /i;

/** How far a build argument's value may reach into what looks like the command. */
const MOST_WORDS_OF_A_VALUE = 8;

/** A value with blanks cannot be told from the command, so the command may begin at any of the first words. */
function withoutRestOfValue(text: string): readonly string[] {
  const shell = shellPrefix.exec(text)?.[0].length ?? text.length;
  const readings = [text];
  for (
    let at = text.indexOf(' ');
    at >= 0 && at < shell && readings.length <= MOST_WORDS_OF_A_VALUE;
    at = text.indexOf(' ', at + 1)
  )
    if (/[/A-Za-z]/.test(text.charAt(at + 1))) readings.push(text.slice(at + 1));
  return readings;
}
