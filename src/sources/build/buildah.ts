import { stepOutput } from '../../core/build/stepOutput.ts';
import type { Builder } from './builder.ts';
import { commonFlags, hasFlag } from './commonArguments.ts';

/** `buildah build`: with a layer for each instruction, unless the arguments say otherwise, for else there is one for all. */
export const buildah: Builder = {
  name: 'buildah build',
  dockerfileNames: ['Containerfile', 'Dockerfile'],
  tellsTimes: true,
  command: (request, files) => ({
    command: 'buildah',
    args: [
      'build',
      ...commonFlags(request),
      ...(hasFlag(request.arguments, '--layers', '--squash') ? [] : ['--layers']),
      ...request.arguments,
      `--iidfile=${files.imageId}`,
      '--',
      request.context,
    ],
    env: {},
    output: stepOutput,
  }),
  // Podman shares Buildah's store.
  place: (_, { imageId }) =>
    imageId === null
      ? null
      : {
          kind: 'export',
          reference: `podman://${imageId}`,
          command: 'sh',
          args: ['-c', PUSH, 'sh', imageId],
        },
};

/** It opens its standard output by name, which has to be a pipe for that; Node's are sockets. */
const PUSH = 'buildah push --quiet -- "$1" docker-archive:/dev/stdout | cat';
