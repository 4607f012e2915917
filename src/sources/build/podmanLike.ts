import { stepOutput } from '../../core/build/stepOutput.ts';
import type { Builder, BuildRequest } from './builder.ts';
import { commonFlags } from './commonArguments.ts';

/** What is Podman's or Buildah's own. */
export interface PodmanLike {
  readonly command: string;
  /** Flags of its own for `build`. */
  readonly flags: (request: BuildRequest) => readonly string[];
  /** The program that writes an image, as an archive of Docker's, to its standard output. */
  readonly save: (imageId: string) => { readonly command: string; readonly args: readonly string[] };
}

/** Podman and Buildah build by the same code, say the same of it, and keep images in the same store. */
export function podmanLike({ command, flags, save }: PodmanLike): Builder {
  return {
    name: `${command} build`,
    dockerfileNames: ['Containerfile', 'Dockerfile'],
    tellsTimes: true,
    command: (request, { imageId }) => ({
      command,
      args: [
        'build',
        ...commonFlags(request),
        ...flags(request),
        ...request.arguments,
        `--iidfile=${imageId}`,
        '--',
        request.context,
      ],
      env: {},
      output: stepOutput,
    }),
    place: (_, { imageId }) =>
      imageId === null ? null : { kind: 'export', reference: `podman://${imageId}`, ...save(imageId) },
  };
}
