import { plainOutput } from '../../core/build/plainOutput.ts';
import { stepOutput } from '../../core/build/stepOutput.ts';
import type { Builder } from './builder.ts';
import { commonFlags } from './commonArguments.ts';

/**
 * `docker build` where there is no buildx: the classic builder, which does one instruction after the other, or, up to Docker
 * 22 with `DOCKER_BUILDKIT=1`, the BuildKit within the engine.
 */
export function classicDocker({ buildkit }: { readonly buildkit: boolean }): Builder {
  return {
    name: 'docker build',
    dockerfileNames: ['Dockerfile'],
    tellsTimes: !buildkit,
    command: (request, files) => ({
      command: 'docker',
      args: [
        'build',
        ...commonFlags(request),
        ...request.arguments,
        ...(buildkit ? ['--progress=plain'] : []),
        `--iidfile=${files.imageId}`,
        '--',
        request.context,
      ],
      env: {},
      output: buildkit ? plainOutput : stepOutput,
    }),
    place: (_, { imageId }) => (imageId === null ? null : { kind: 'reference', reference: `docker://${imageId}` }),
  };
}
