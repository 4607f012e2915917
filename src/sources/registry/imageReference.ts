import { isDigest } from '../../core/image/digest.ts';
import type { Digest } from '../../core/image/types.ts';

/** What an image in a registry is called by, with all that a short name leaves out. */
export interface ImageReference {
  /** `host[:port]`, as it was written; `docker.io` where none was. */
  readonly domain: string;
  /** Path in the registry: `library/nginx`. */
  readonly repository: string;
  /** `latest` where there is neither tag nor digest. */
  readonly tag: string | null;
  /** Goes before the tag, as with Docker. */
  readonly digest: Digest | null;
}

/** The grammar of https://github.com/distribution/reference, from its smallest parts up. */
const DOMAIN_PART = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = `(?:${DOMAIN_PART}(?:\\.${DOMAIN_PART})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]{1,5})?`;
const PATH_PART = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const REPOSITORY = new RegExp(`^${PATH_PART}(?:/${PATH_PART})*$`);
const REFERENCE = /^([^@]*?)(?::(\w[\w.-]{0,127}))?(?:@(.+))?$/;
const ONLY_DOMAIN = new RegExp(`^${DOMAIN}$`);
const IDENTIFIER = /^[0-9a-f]{64}$/;
const LONGEST_REPOSITORY = 255;
const LONGEST = 1000;

const DEFAULT_DOMAIN = 'docker.io';

/** Reads a name as Docker does; says why not where it is none. */
export function parseImageReference(text: string): ImageReference | string {
  const [, name, tag = null, digest = null] = (text.length > LONGEST ? null : REFERENCE.exec(text)) ?? [];
  if (name === undefined) return 'it does not have the form registry/name:tag@digest';
  if (IDENTIFIER.test(text)) return 'it is an ID, which registries do not know';
  if (digest !== null && !isDigest(digest)) return 'its digest does not have the form sha256:<64 hex digits>';
  const { domain, path } = splitDomain(name);
  if (!ONLY_DOMAIN.test(domain)) return 'it does not begin with the name of a registry';
  const repository = domain === DEFAULT_DOMAIN && !path.includes('/') ? `library/${path}` : path;
  if (!REPOSITORY.test(repository)) return whyNoRepository(repository);
  if (repository.length > LONGEST_REPOSITORY) return `it is longer than ${LONGEST_REPOSITORY} characters`;
  return { domain, repository, tag: tag ?? (digest === null ? 'latest' : null), digest };
}

/** What stands before the first slash is a registry if it could not be a part of a path. */
function splitDomain(name: string): { readonly domain: string; readonly path: string } {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(0, slash));
  const isDomain = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
  if (!isDomain) return { domain: DEFAULT_DOMAIN, path: name };
  return { domain: first === 'index.docker.io' ? DEFAULT_DOMAIN : first, path: name.slice(slash + 1) };
}

function whyNoRepository(repository: string): string {
  return REPOSITORY.test(repository.toLowerCase())
    ? 'it has capital letters'
    : 'it does not have the form registry/name:tag@digest';
}

/** The full name, as one may write it. */
export function referenceText({ domain, repository, tag, digest }: ImageReference): string {
  return `${domain}/${repository}${tag === null ? '' : `:${tag}`}${digest === null ? '' : `@${digest}`}`;
}
