import { type Command, Option } from 'commander';
import { type DiffOptions, diffCommand } from './diffCommand.ts';
import type { ExitCode } from './exitCode.ts';
import { withImageOptions } from './imageArguments.ts';
import type { Io } from './io.ts';
import { numberRange } from './numberRange.ts';

const EXAMPLES = `
Ends with 0 whether they differ or not.

Examples:
  layerwise diff web-1.0.tar web-1.1.tar -f Dockerfile
  layerwise diff images.tar images.tar --tag-a web:1.0 --tag-b web:1.1 --format json
  layerwise diff web.tar --layers 3..7
`;

export function addDiffCommand(root: Command, io: Io, done: (code: ExitCode) => void): void {
  const command = root
    .command('diff')
    .argument('<a>', 'an image: a file or a directory, see layerwise --help')
    .argument('[b]', 'another; left out with --layers or --lines');
  withImageOptions(command)
    .description('Which paths and bytes differ in two images, or after two layers of one, and which line is to blame.')
    .option('--file-a <Dockerfile>', 'the Dockerfile of A, where it is not that of B')
    .option('--file-b <Dockerfile>', 'the Dockerfile of B')
    .option('--tag-a <name>', 'which image of A, where --tag is not for both')
    .option('--tag-b <name>', 'which image of B')
    .addOption(
      new Option('--layers <n..m>', 'of one image, as it is after layer n and after layer m')
        .argParser(numberRange)
        .conflicts('lines'),
    )
    .addOption(new Option('--lines <n..m>', 'the same after two lines of its Dockerfile').argParser(numberRange))
    .addHelpText('after', EXAMPLES)
    .action(async (a: string, b: string | undefined, options: DiffOptions) => {
      done(await diffCommand(a, b, options, io));
    });
}
