import { type Command, Option } from 'commander';

/** A command on one image. */
export function onImage(command: Command, formats?: readonly string[]): Command {
  return withImageOptions(
    command.argument(
      '<image>',
      'the image: a file, a directory, or the name of one in Docker, Podman or a registry, see layerwise --help',
    ),
    formats,
  );
}

/** The options that all commands on images share. */
export function withImageOptions(command: Command, formats: readonly string[] = ['text', 'json']): Command {
  return command
    .option(
      '-f, --file <Dockerfile>',
      'the Dockerfile the image was built from, - for standard input; by default the one recorded in the image',
    )
    .option('--platform <os/arch>', 'which platform of an image that has several')
    .option('-t, --tag <name>', 'which image of a file that holds several')
    .option(
      '--provenance <file>',
      'provenance that is not in the image: an in-toto statement, a predicate, a metadata file of buildx, or a .dockerbuild record',
    )
    .option('--base <image>', 'the base image, to tell its layers for sure: whatever IMAGE may be')
    .option('--target <stage>', 'the stage that was built, as in docker build --target')
    .option('--verify', 'read everything and check every digest and diffID')
    .option('--no-cache', 'read every layer anew, and keep nothing for the next time')
    .addOption(new Option('--format <format>', 'what to print').choices(formats).default('text'))
    .addOption(new Option('--color <when>', 'when to use colour').choices(['auto', 'always', 'never']).default('auto'));
}
