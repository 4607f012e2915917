import { type Command, Option } from 'commander';
import { type DoctorOptions, doctorCommand } from './doctorCommand.ts';
import type { ExitCode } from './exitCode.ts';
import type { Io } from './io.ts';

const MORE = `
Put it into a bug report: no names of users, hosts or registries are in it, no tokens, and of the environment only which
variables are set.
`;

export function addDoctorCommand(root: Command, io: Io, done: (code: ExitCode) => void): void {
  root
    .command('doctor')
    .description('What Layerwise finds on this machine, for a bug report.')
    .option('--no-engines', 'ask no engine and run no program')
    .addOption(new Option('--format <format>', 'what to print').choices(['text', 'json']).default('text'))
    .addOption(new Option('--color <when>', 'colour in the text').choices(['auto', 'always', 'never']).default('auto'))
    .addHelpText('after', MORE)
    .action(async (options: DoctorOptions) => {
      done(await doctorCommand(options, io));
    });
}
