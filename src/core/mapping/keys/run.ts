import type { Heredoc } from '../../dockerfile/types.ts';
import type { RecordedInstruction } from '../history/recorded.ts';
import { type Key, originalText, type Scope, type Subject, squeeze } from './key.ts';

/** The ways in which builders write this RUN down. */
export function runKeys(run: Subject, scope: Scope): readonly Key[] {
  const original = originalText(run);
  const lostHeredoc = run.heredocs.length > 0 ? 'recorded' : 'full';
  const bodies = run.heredocs.map(({ content }) => content.trim()).join('\n');
  return [
    ...dockerKeys(run, scope),
    // buildah names `/bin/sh -c` whatever SHELL says, keeps flags and JSON, and loses bodies of heredocs (1.39) or not.
    { text: `RUN ${squeeze(`/bin/sh -c ${original}`)}`, grade: lostHeredoc },
    { text: `RUN ${squeeze(`/bin/sh -c ${original}\n${bodies}`)}`, grade: 'full' },
    // kaniko
    { text: `RUN ${original}`, grade: lostHeredoc },
  ];
}

function dockerKeys(run: Subject, { shell }: Scope): readonly Key[] {
  if (run.json) return [{ text: `RUN ${squeeze(run.args.join(' '))}`, grade: 'full' }];
  const { command, lossy } = shellCommand(run);
  const grade = lossy ? 'recorded' : 'full';
  const usual = shell ?? ['/bin/sh', '-c'];
  return [
    { text: `RUN ${squeeze(`${usual.join(' ')} ${command}`)}`, grade },
    // Before the first SHELL the base's may be any; after it another shell means that SHELL was edited.
    { text: `RUN~ ${squeeze(command)}`, grade: shell === null ? 'recorded' : 'loose' },
  ];
}

/** What BuildKit hands to the shell. `dispatchRun` in frontend/dockerfile/dockerfile2llb/convert.go */
function shellCommand({ args, heredocs }: Subject): { readonly command: string; readonly lossy: boolean } {
  const command = args[0] ?? '';
  const [first] = heredocs;
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

/** How far a build argument's value may reach into what looks like the command. */
const MOST_WORDS_OF_A_VALUE = 12;

/** The RUN of a history entry, in all the ways it can be read. */
export function runEntryKeys({ text, buildArgs }: RecordedInstruction): readonly string[] {
  const readings = [text];
  if (buildArgs.size > 0)
    for (let at = text.indexOf(' '); at >= 0 && readings.length < MOST_WORDS_OF_A_VALUE; at = text.indexOf(' ', at + 1))
      if (/[/A-Za-z[]/.test(text.charAt(at + 1))) readings.push(text.slice(at + 1));
  return readings.flatMap((reading) => {
    const [shell] = /^\S+(?: \S+)*? (?:-c|\/S \/C) /i.exec(reading) ?? [];
    const whole = `RUN ${squeeze(reading)}`;
    return shell === undefined ? [whole] : [whole, `RUN~ ${squeeze(reading.slice(shell.length))}`];
  });
}
