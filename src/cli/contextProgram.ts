import { type Command, InvalidArgumentError, Option } from 'commander';
import { type ContextOptions, contextCommand } from './contextCommand.ts';
import type { ExitCode } from './exitCode.ts';
import type { Io } from './io.ts';

const EXAMPLES = `
A forecast without an image: the ignore file is applied as BuildKit does, and nothing is built or run.

Examples:
  layerwise context
  layerwise context -f docker/Dockerfile .
  layerwise context --format json | jq '.steps[].files[].path'
`;

export function addContextCommand(root: Command, io: Io, done: (code: ExitCode) => void): void {
  root
    .command('context')
    .argument('[context]', 'the directory that is built from', '.')
    .description('What every COPY and ADD would bring from the build context, and what .dockerignore leaves out.')
    .option('-f, --file <Dockerfile>', 'the Dockerfile; by default the one of the context')
    .option('--build-arg <NAME=VALUE>', 'a value of an ARG; may be given several times', buildArgument, {})
    .addOption(new Option('--format <format>', 'what to print').choices(['text', 'json']).default('text'))
    .addOption(new Option('--color <when>', 'when to use colour').choices(['auto', 'always', 'never']).default('auto'))
    .addHelpText('after', EXAMPLES)
    .action(async (context: string, options: ContextOptions) => {
      done(await contextCommand(context, options, io));
    });
}

function buildArgument(value: string, before: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const equals = value.indexOf('=');
  if (equals < 1) throw new InvalidArgumentError('It must be NAME=VALUE.');
  return { ...before, [value.slice(0, equals)]: value.slice(equals + 1) };
}
