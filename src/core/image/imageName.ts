/**
 * Whether two names mean the same image: `nginx`, `nginx:latest` and `docker.io/library/nginx:latest` do.
 * https://github.com/distribution/reference
 */
export function sameImageName(one: string, other: string): boolean {
  return fullName(one) === fullName(other);
}

/** Whether `name` has this tag alone: `1.2` of `registry.example/app:1.2`. */
export function hasTag(name: string, tag: string): boolean {
  return fullName(name).endsWith(`:${tag}`) && !tag.includes('/');
}

/** With its registry, its namespace and its tag. Podman's `localhost/` stands for no registry at all. */
function fullName(name: string): string {
  const [first = '', ...rest] = name.split('/');
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const registry = hasRegistry ? first.replace(/^(?:index\.docker\.io|localhost)$/, 'docker.io') : 'docker.io';
  const repository = hasRegistry ? rest.join('/') : name;
  const inLibrary = registry === 'docker.io' && !repository.includes('/') ? `library/${repository}` : repository;
  return `${registry}/${inLibrary.includes(':') ? inLibrary : `${inLibrary}:latest`}`;
}
