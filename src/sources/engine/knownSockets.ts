import type { Surroundings } from './surroundings.ts';

export type EngineKind = 'docker' | 'podman';

export interface KnownSocket {
  readonly engine: EngineKind;
  readonly path: string;
  readonly reason: string;
}

/** Where engines put their sockets, as they come from their makers; the default of Docker first. */
export function knownSockets({ env, platform }: Surroundings): readonly KnownSocket[] {
  if (platform === 'win32') {
    return [
      docker('\\\\.\\pipe\\docker_engine', 'the default'),
      docker('\\\\.\\pipe\\dockerDesktopLinuxEngine', 'Docker Desktop'),
      podman('\\\\.\\pipe\\podman-machine-default', 'Podman machine'),
    ];
  }
  return [
    docker('/var/run/docker.sock', 'the default'),
    ...below(env['XDG_RUNTIME_DIR'], [docker('docker.sock', 'rootless Docker')]),
    ...below(env['HOME'], [
      docker('.docker/run/docker.sock', 'Docker Desktop'),
      docker('.docker/desktop/docker.sock', 'Docker Desktop'),
      docker('.colima/default/docker.sock', 'Colima'),
      docker('.rd/docker.sock', 'Rancher Desktop'),
      docker('.orbstack/run/docker.sock', 'OrbStack'),
    ]),
    ...below(env['XDG_RUNTIME_DIR'], [podman('podman/podman.sock', 'rootless Podman')]),
    podman('/run/podman/podman.sock', 'Podman'),
    ...below(env['HOME'], [
      podman('.local/share/containers/podman/machine/podman.sock', 'Podman machine'),
      podman('.local/share/containers/podman/machine/qemu/podman.sock', 'Podman machine'),
    ]),
  ];
}

function docker(path: string, reason: string): KnownSocket {
  return { engine: 'docker', path, reason };
}

function podman(path: string, reason: string): KnownSocket {
  return { engine: 'podman', path, reason };
}

/** None where the variable that names the directory is not set. */
function below(directory: string | undefined, sockets: readonly KnownSocket[]): readonly KnownSocket[] {
  if (!directory) return [];
  return sockets.map((socket) => ({ ...socket, path: `${directory.replace(/\/+$/, '')}/${socket.path}` }));
}
