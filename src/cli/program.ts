import { Command, Option } from 'commander';
import { version } from '../../package.json';
import { type AnalyzeOptions, analyzeCommand } from './analyzeCommand.ts';
import { addBuildCommand } from './buildProgram.ts';
import { addCacheCommands } from './cacheProgram.ts';
import { addCiCommand } from './ciProgram.ts';
import { addContextCommand } from './contextProgram.ts';
import { addDiffCommand } from './diffProgram.ts';
import { addDoctorCommand } from './doctorProgram.ts';
import { onImage } from './imageArguments.ts';
import type { Io } from './io.ts';
import { wholeNumber } from './numberRange.ts';
import { type TreeOptions, treeCommand } from './treeCommand.ts';
import { addWhatIfCommand } from './whatIfProgram.ts';

const IMAGE = `What IMAGE may be:
  a file of docker save, podman save or buildx --output type=oci,dest=…,
  also compressed with gzip or zstd; a directory with an OCI layout;
  or the name of an image in Docker or Podman (docker://NAME, podman://NAME),
  or of one in a registry (registry://NAME), which is also asked when no engine has it.
`;

const EXIT_CODES = `Exit codes: 0 done, 1 a rule of ci was broken, 2 the call, its configuration or the Dockerfile is wrong,
3 the image could not be read whole, 130 ended by Ctrl-C; when a build fails, that of the builder.
`;

/** The command line. `done` takes the exit code of the command that ran; `builders` are the arguments that are a builder's. */
export function program(io: Io, done: (code: number) => void, builders: readonly string[]): Command {
  const root = new Command('layerwise')
    .description('Shows what each line of a Dockerfile does to the image it builds.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .showSuggestionAfterError()
    .enablePositionalOptions()
    .addHelpText(
      'after',
      `\n${IMAGE}\n${EXIT_CODES}\nlayerwise COMMAND --help shows a command's options and examples.`,
    );
  onImage(root.command('analyze'), ['text', 'json', 'html'])
    .description('What every instruction added, overwrote, hid, shipped and wasted.')
    .option('--explain', 'say for each instruction why it was matched to its layers')
    .option('-o, --output <file>', 'write the report to a file')
    .option('--config <file>', 'which findings are told; by default .layerwise.yaml beside the Dockerfile or above it')
    .option('--no-config', 'the default findings')
    .addHelpText('after', ANALYZE_EXAMPLES)
    .action(async (image: string, options: AnalyzeOptions) => {
      done(await analyzeCommand(image, options, io));
    });
  onImage(root.command('tree'))
    .description('The merged file system as it is after a layer or a line.')
    .addOption(
      new Option('-l, --layer <n>', 'after this layer, counted from 0').argParser(wholeNumber).conflicts('line'),
    )
    .addOption(new Option('--line <n>', 'after the instruction at this line of the Dockerfile').argParser(wholeNumber))
    .addHelpText('after', TREE_EXAMPLES)
    .action(async (image: string, options: TreeOptions) => {
      done(await treeCommand(image, options, io));
    });
  addWhatIfCommand(root, io, done);
  addDiffCommand(root, io, done);
  addContextCommand(root, io, done);
  addCiCommand(root, io, done);
  addBuildCommand(root, io, done, builders);
  addCacheCommands(root, io, done);
  addDoctorCommand(root, io, done);
  return root;
}

const ANALYZE_EXAMPLES = `
Examples:
  docker save web:1.0 -o web.tar && layerwise analyze web.tar -f Dockerfile
  layerwise analyze web.oci.tar --format json | jq .totals
  layerwise analyze web.tar -f Dockerfile --format html -o report.html
  layerwise analyze images.tar --tag web:1.0 --platform linux/arm64
`;

const TREE_EXAMPLES = `
Examples:
  layerwise tree web.tar --layer 4
  layerwise tree web.tar -f Dockerfile --line 12 --format json
`;
