import * as v from 'valibot';
import { buildkitOutput } from '../../core/build/buildkitOutput.ts';
import { plainOutput } from '../../core/build/plainOutput.ts';
import type { Builder, BuildRequest, BuiltPlace, WrittenFiles } from './builder.ts';
import { userOutput } from './buildxOutputs.ts';
import { commonFlags, hasFlag, tagsIn } from './commonArguments.ts';

export interface BuildxAbilities {
  /** `--progress=rawjson`, since 0.13. */
  readonly rawProgress: boolean;
  /** The engine's store keeps indexes, and so what is attested of an image: containerd's does, the classic one does not. */
  readonly keepsAttestations: boolean;
}

/** What `docker buildx version` says; of a version that is none, such as a build of one's own, that it is new. */
export function hasRawProgress(version: string): boolean {
  const [, major, minor] = /\bv?(\d+)\.(\d+)\.\d+/.exec(version) ?? [];
  if (major === undefined || minor === undefined) return true;
  return Number(major) > 0 || Number(minor) === 0 || Number(minor) >= 13;
}

/** What `docker info --format {{json .DriverStatus}}` says: buildx asks the same. */
export function keepsAttestations(driverStatus: string): boolean {
  return driverStatus.includes('io.containerd.snapshotter.v1');
}

/**
 * `docker buildx build`, on whatever builder the user has chosen. The image is loaded into the engine, as `docker build` does,
 * unless the arguments send it elsewhere. The provenance goes with the image where the engine's store can keep it; and
 * newer buildx write it into the metadata file, wherever the image goes.
 */
export function buildx({ rawProgress, keepsAttestations }: BuildxAbilities): Builder {
  return {
    name: 'docker buildx build',
    dockerfileNames: ['Dockerfile'],
    tellsTimes: rawProgress,
    command: (request, files) => ({
      command: 'docker',
      args: [
        'buildx',
        'build',
        ...commonFlags(request),
        ...(userOutput(request.arguments).kind === 'none' ? ['--load'] : []),
        ...(keepsAttestations && !choosesProvenance(request) ? ['--provenance=mode=max'] : []),
        ...request.arguments,
        `--metadata-file=${files.metadata}`,
        `--progress=${rawProgress ? 'rawjson' : 'plain'}`,
        '--',
        request.context,
      ],
      env: { BUILDX_METADATA_PROVENANCE: 'max' },
      output: rawProgress ? buildkitOutput : plainOutput,
    }),
    place: (request, written) => placeOf(request, written, keepsAttestations),
  };
}

function choosesProvenance({ arguments: args }: BuildRequest): boolean {
  return hasFlag(args, '--provenance', '--attest');
}

/** https://docs.docker.com/reference/cli/docker/buildx/build/#metadata-file */
const Metadata = v.object({
  'containerimage.digest': v.optional(v.string()),
  'containerimage.config.digest': v.optional(v.string()),
});

function placeOf(request: BuildRequest, { metadata }: WrittenFiles, storesIndexes: boolean): BuiltPlace | null {
  const output = userOutput(request.arguments);
  if (output.kind === 'other') return null;
  if (output.kind === 'file') return { kind: 'file', path: output.path };
  const [tag] = tagsIn(request);
  if (output.kind === 'registry') return tag === undefined ? null : { kind: 'reference', reference: tag };
  const found = v.safeParse(Metadata, metadata);
  const { 'containerimage.digest': digest, 'containerimage.config.digest': config } = found.success ? found.output : {};
  // An engine calls an image by what its store keeps: an index or a manifest, or the config.
  const id = storesIndexes ? digest : (config ?? digest);
  const name = id ?? tag;
  return name === undefined ? null : { kind: 'reference', reference: `docker://${name}` };
}
