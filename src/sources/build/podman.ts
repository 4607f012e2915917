import { stepOutput } from '../../core/build/stepOutput.ts';
import type { Builder } from './builder.ts';
import { commonFlags } from './commonArguments.ts';

/**
 * `podman build`, also where Podman answers to the name of docker. The image is read from `podman save`, for Podman's API is
 * often not running.
 */
export function podman(command = 'podman'): Builder {
  return {
    name: `${command} build`,
    dockerfileNames: ['Containerfile', 'Dockerfile'],
    tellsTimes: true,
    command: (request, files) => ({
      command,
      args: [
        'build',
        ...commonFlags(request),
        ...request.arguments,
        `--iidfile=${files.imageId}`,
        '--',
        request.context,
      ],
      env: {},
      output: stepOutput,
    }),
    place: (_, { imageId }) =>
      imageId === null
        ? null
        : {
            kind: 'export',
            reference: `podman://${imageId}`,
            command,
            args: ['save', '--format', 'docker-archive', '--', imageId],
          },
  };
}
