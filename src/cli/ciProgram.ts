import { type Command, InvalidArgumentError, Option } from 'commander';
import { type CiOptions, ciCommand, type ReportFile } from './ciCommand.ts';
import type { ExitCode } from './exitCode.ts';
import { onImage } from './imageArguments.ts';
import type { Io } from './io.ts';
import { gateFormats, isGateFormat } from './reportFormats.ts';

const EXAMPLES = `
Rules are those of .layerwise.yaml beside the Dockerfile or above it in the repository, else of .dive-ci. Without either an
image must be 90 % efficient, and 10 % of what stands on its base may be wasted. docs/ci.md has them all.
Ends with 1 when a rule is broken.

Examples:
  layerwise ci web:1.0 -f Dockerfile
  layerwise ci web.tar -f Dockerfile --report sarif=layerwise.sarif --report junit=layerwise.xml
  layerwise ci web.tar --format markdown --compare-to registry://registry.example/web:main
  layerwise ci web.tar --update-baseline
  layerwise ci web.tar --lowestEfficiency 0.95 --highestUserWastedPercent 0.2
`;

export function addCiCommand(root: Command, io: Io, done: (code: ExitCode) => void): void {
  onImage(root.command('ci'), gateFormats)
    .description('Holds an image to rules, for continuous integration.')
    .option('--config <file>', 'the rules; by default .layerwise.yaml beside the Dockerfile or above it')
    .option('--no-config', 'no rules but those of the call, or the default ones')
    .option('-o, --output <file>', 'write the report to a file')
    .option('--report <format=file>', 'one more report, to a file; may be given several times', reportFile, [])
    .option('--baseline <file>', 'what is accepted: only what is worse breaks a rule')
    .option('--update-baseline', 'accept the image as it is: writes the baseline')
    .option('--compare-to <image>', 'tell what changed since another image, such as that of the main branch')
    .option('--ci-config <file>', 'rules of dive; by default .dive-ci where there is no .layerwise.yaml')
    .option('--lowestEfficiency <ratio>', 'as in dive: the least efficiency, from 0 to 1')
    .option('--highestWastedBytes <size>', 'as in dive: the most wasted bytes')
    .option('--highestUserWastedPercent <ratio>', 'as in dive: the most waste above the first layer, from 0 to 1')
    .addOption(new Option('--ci', 'as in dive: does nothing here').hideHelp())
    .addHelpText('after', EXAMPLES)
    .action(async (image: string, options: CiOptions) => {
      done(await ciCommand(image, options, io));
    });
}

function reportFile(value: string, before: readonly ReportFile[]): readonly ReportFile[] {
  const [, format = '', path = ''] = /^(.*?)=(.*)$/s.exec(value) ?? [];
  if (isGateFormat(format) && path !== '') return [...before, { format, path }];
  throw new InvalidArgumentError(
    `Give a format and a file, such as sarif=layerwise.sarif; formats are ${gateFormats.join(', ')}.`,
  );
}
