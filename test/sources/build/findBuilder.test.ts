import { describe, expect, it } from 'vitest';
import { type AskProgram, type BuilderName, findBuilder } from '../../../src/sources/build/findBuilder.ts';

/** What programs say, by how they are called; those that are not there say nothing. */
function machine(programs: Readonly<Record<string, string | number>>): AskProgram {
  return (command, args) => {
    const said = programs[[command, ...args].join(' ')];
    const isThere = Object.keys(programs).some((call) => call.startsWith(`${command} `));
    if (said === undefined) return Promise.resolve(isThere ? { code: 1, text: '' } : null);
    return Promise.resolve(typeof said === 'number' ? { code: said, text: '' } : { code: 0, text: said });
  };
}

const docker = { 'docker --version': 'Docker version 28.2.2, build e6534b4' };
const withBuildx = { ...docker, 'docker buildx version': 'github.com/docker/buildx v0.29.1 ' };
const others = { 'podman --version': 'podman version 4.3.1', 'buildah --version': 'buildah version 1.28.2' };
const emulated = { 'docker --version': 'podman version 4.3.1' };

describe('the builder is', () => {
  it.each<readonly [string, BuilderName | null, Readonly<Record<string, string | number>>, string]>([
    ['buildx where it is there', null, { ...withBuildx, ...others }, 'docker buildx build'],
    ['classic where it is not', null, { ...docker, ...others }, 'docker build'],
    ['podman without docker', null, others, 'podman build'],
    ['buildah without podman', null, { 'buildah --version': 'buildah version 1.28.2' }, 'buildah build'],
    ['podman where it is asked for', 'podman', { ...withBuildx, ...others }, 'podman build'],
    ['podman that calls itself docker', null, emulated, 'docker build'],
  ])('%s', async (_, wanted, programs, expected) => {
    expect((await findBuilder(wanted, machine(programs), {})).name).toBe(expected);
  });

  it('podman, also of its abilities, where it calls itself docker', async () => {
    const { dockerfileNames, tellsTimes } = await findBuilder('docker', machine(emulated), {});
    expect([dockerfileNames, tellsTimes]).toEqual([['Containerfile', 'Dockerfile'], true]);
  });

  it('without times for BuildKit in Docker 20', async () => {
    const { tellsTimes } = await findBuilder('docker', machine(docker), { DOCKER_BUILDKIT: '1' });
    expect(tellsTimes).toBe(false);
    expect((await findBuilder('docker', machine(docker), {})).tellsTimes).toBe(true);
  });

  it('without attestations where the engine does not say', async () => {
    const request = { dockerfile: null, context: '.', target: null, tags: [], arguments: [] };
    const files = { metadata: 'm', imageId: 'i' };
    const store = { 'docker info --format {{json .DriverStatus}}': '[["driver-type","io.containerd.snapshotter.v1"]]' };
    const args = async (programs: Readonly<Record<string, string | number>>) =>
      (await findBuilder(null, machine(programs), {})).command(request, files).args;
    expect(await args(withBuildx)).not.toContain('--provenance=mode=max');
    expect(await args({ ...withBuildx, ...store })).toContain('--provenance=mode=max');
  });

  it.each<readonly [BuilderName | null, string, string]>([
    [
      null,
      'Cannot build: neither docker nor podman nor buildah is on the PATH',
      'Install Docker with its buildx plugin',
    ],
    ['docker', 'Cannot build with docker: there is no program of that name on the PATH', 'Install Docker'],
    [
      'buildah',
      'Cannot build with buildah: there is no program of that name on the PATH',
      'another builder: docker, podman.',
    ],
  ])('said not to be there: %s', async (wanted, message, advice) => {
    await expect(findBuilder(wanted, machine({}), {})).rejects.toMatchObject({
      kind: 'usage',
      message,
      advice: expect.stringContaining(advice) as string,
    });
  });
});
