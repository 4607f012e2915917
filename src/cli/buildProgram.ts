import { type Command, Option } from 'commander';
import { builderNames } from '../sources/build/findBuilder.ts';
import { type BuildOptions, buildCommand } from './buildCommand.ts';
import type { Io } from './io.ts';

const EXAMPLES = `
Examples:
  layerwise build
  layerwise build -f docker/Dockerfile -t web:1.0 --target runtime .
  layerwise build . -- --build-arg VERSION=1.4 --secret id=token,env=TOKEN
  layerwise build . -- --builder my-remote-builder
`;

/** What stands behind `--` is not ours to read. */
export function splitArguments(argv: readonly string[]): {
  readonly own: readonly string[];
  readonly builders: readonly string[];
} {
  const end = argv[2] === 'build' ? argv.indexOf('--') : -1;
  return end < 0 ? { own: argv, builders: [] } : { own: argv.slice(0, end), builders: argv.slice(end + 1) };
}

/** @param builders arguments that go to the builder as they are */
export function addBuildCommand(
  root: Command,
  io: Io,
  done: (code: number) => void,
  builders: readonly string[],
): void {
  root
    .command('build')
    .argument('[context]', 'the directory, URL or - that is built from', '.')
    .usage('[options] [context] [-- arguments of the builder]')
    .description('Builds an image with your own builder, and shows what every instruction did, and how long it took.')
    .option('-f, --file <Dockerfile>', 'the Dockerfile; by default the one of the context')
    .option('-t, --tag <name>', 'a name for the image; may be given several times', several, [])
    .option('--target <stage>', 'the stage to build')
    .addOption(
      new Option('--builder <program>', 'what to build with; by default the first of these that is there').choices(
        builderNames,
      ),
    )
    .option('--explain', 'say for each instruction why it was matched to its layers')
    .addOption(new Option('--format <format>', 'what to print').choices(['text', 'json']).default('text'))
    .addOption(new Option('--color <when>', 'when to use colour').choices(['auto', 'always', 'never']).default('auto'))
    .addHelpText('after', EXAMPLES)
    .action(async (context: string, options: BuildOptions) => {
      done(await buildCommand(context, { ...options, arguments: builders }, io));
    });
}

function several(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
