import type { Builder } from './builder.ts';
import { podmanLike } from './podmanLike.ts';

/**
 * `podman build`, also where Podman answers to the name of docker. The image is read from `podman save`, for Podman's API is
 * often not running.
 */
export function podman(command = 'podman'): Builder {
  return podmanLike({
    command,
    flags: () => [],
    save: (imageId) => ({ command, args: ['save', '--format', 'docker-archive', '--', imageId] }),
  });
}
