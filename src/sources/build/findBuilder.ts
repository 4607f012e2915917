import { Failure } from '../../core/error.ts';
import { buildah } from './buildah.ts';
import type { Builder } from './builder.ts';
import { buildx, hasRawProgress, keepsAttestations } from './buildx.ts';
import { classicDocker } from './classicDocker.ts';
import { podman } from './podman.ts';

export const builderNames = ['docker', 'podman', 'buildah'] as const;
export type BuilderName = (typeof builderNames)[number];

/** What a program said, when it ended well or not; null when there is no such program. */
export type AskProgram = (
  command: string,
  args: readonly string[],
) => Promise<{ readonly code: number | null; readonly text: string } | null>;

/**
 * The builder that was asked for, or the first that is there.
 *
 * @throws Failure of kind `usage` when it is not, or none is.
 */
export async function findBuilder(
  wanted: BuilderName | null,
  ask: AskProgram,
  env: NodeJS.ProcessEnv,
): Promise<Builder> {
  for (const name of wanted === null ? builderNames : [wanted]) {
    const found = name === 'docker' ? await findDocker(ask, env) : await findOther(name, ask);
    if (found !== null) return found;
  }
  throw wanted === null ? noBuilder() : notThere(wanted);
}

async function findDocker(ask: AskProgram, env: NodeJS.ProcessEnv): Promise<Builder | null> {
  const version = await ask('docker', ['--version']);
  if (version === null) return null;
  if (/^podman\b|\nEmulate Docker/i.test(version.text)) return podman('docker');
  const plugin = await ask('docker', ['buildx', 'version']);
  if (plugin?.code !== 0) return classicDocker({ buildkit: env['DOCKER_BUILDKIT'] === '1' });
  const store = await ask('docker', ['info', '--format', '{{json .DriverStatus}}']);
  return buildx({
    rawProgress: hasRawProgress(plugin.text),
    keepsAttestations: keepsAttestations(store?.text ?? ''),
  });
}

async function findOther(name: 'podman' | 'buildah', ask: AskProgram): Promise<Builder | null> {
  if ((await ask(name, ['--version'])) === null) return null;
  return name === 'podman' ? podman() : buildah;
}

const INSTALL = new Map<BuilderName, string>([
  ['docker', 'Install Docker with its buildx plugin (https://docs.docker.com/engine/install/)'],
  ['podman', 'Install Podman (https://podman.io/docs/installation)'],
  ['buildah', 'Install Buildah (https://buildah.io)'],
]);

function notThere(name: BuilderName): Failure {
  return new Failure(
    'usage',
    `Cannot build with ${name}: there is no program of that name on the PATH`,
    `${INSTALL.get(name) ?? ''}, or name another builder: ${builderNames.filter((other) => other !== name).join(', ')}.`,
  );
}

function noBuilder(): Failure {
  return new Failure(
    'usage',
    'Cannot build: neither docker nor podman nor buildah is on the PATH',
    `${INSTALL.get('docker') ?? ''}, or Podman, or Buildah.`,
  );
}
