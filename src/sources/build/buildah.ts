import { hasFlag } from './commonArguments.ts';
import { podmanLike } from './podmanLike.ts';

/** `buildah build`: with a layer for each instruction, unless the arguments say otherwise, for else there is one for all. */
export const buildah = podmanLike({
  command: 'buildah',
  flags: (request) => (hasFlag(request.arguments, '--layers', '--squash') ? [] : ['--layers']),
  save: (imageId) => ({ command: 'sh', args: ['-c', PUSH, 'sh', imageId] }),
});

/** It opens its standard output by name, which has to be a pipe for that; Node's are sockets. */
const PUSH = 'buildah push --quiet -- "$1" docker-archive:/dev/stdout | cat';
