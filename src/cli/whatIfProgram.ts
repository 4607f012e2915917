import { type Command, Option } from 'commander';
import type { ExitCode } from './exitCode.ts';
import { onImage } from './imageArguments.ts';
import type { Io } from './io.ts';
import { numberRange, wholeNumber } from './numberRange.ts';
import { type WhatIfOptions, whatIfCommand } from './whatIfCommand.ts';

const EXAMPLES = `
Without --join or --without: the ranges that would save most, for each layer given up.

Examples:
  layerwise what-if web.tar -f Dockerfile
  layerwise what-if web.tar -f Dockerfile --join 27-29
  layerwise what-if web.tar --without-layer 8 --format json
`;

export function addWhatIfCommand(root: Command, io: Io, done: (code: ExitCode) => void): void {
  const questions = ['join', 'joinLayers', 'without', 'withoutLayer'];
  const question = (name: string, flags: string, description: string): Option =>
    new Option(flags, description).conflicts(questions.filter((other) => other !== name));
  onImage(root.command('what-if'))
    .description('What the image would save with some layers joined, or without one.')
    .addOption(question('join', '--join <lines>', 'these lines as one layer, such as 27-29').argParser(numberRange))
    .addOption(
      question('joinLayers', '--join-layers <layers>', 'these layers as one, such as 3-5').argParser(numberRange),
    )
    .addOption(question('without', '--without <line>', 'without what this line made').argParser(wholeNumber))
    .addOption(question('withoutLayer', '--without-layer <n>', 'without this layer').argParser(wholeNumber))
    .addHelpText('after', EXAMPLES)
    .action(async (image: string, options: WhatIfOptions) => {
      done(await whatIfCommand(image, options, io));
    });
}
