import type { Dockerfile } from '../dockerfile/types.ts';
import type { Image } from '../image/types.ts';

/**
 * Whether a Dockerfile is built with BuildKit: its history says so of the image, or the Dockerfile asks for a frontend that
 * only BuildKit runs. https://docs.docker.com/build/buildkit/frontend/
 */
export function usesBuildKit({ history }: Pick<Image, 'history'>, { directives }: Dockerfile): boolean {
  const frontend = /^(?:docker\.io\/)?docker\/dockerfile(?::1(?:\.(?!0\b|1\b)\d+)*(?:-.*)?|:latest)?(?:@|$)/;
  return (
    history.some(({ comment }) => comment.startsWith('buildkit.dockerfile')) ||
    frontend.test(directives.get('syntax') ?? '')
  );
}
