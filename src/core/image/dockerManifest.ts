import * as v from 'valibot';
import { parseDocument } from './jsonDocument.ts';
import { list } from './schema.ts';

/**
 * One image of a `docker save` archive's `manifest.json`. The names are names of archive members and nothing else.
 * https://github.com/moby/docker-image-spec/blob/main/v1.2.md#combined-image-json--filesystem-changeset-format
 */
export interface DockerManifestEntry {
  readonly config: string;
  readonly repoTags: readonly string[];
  readonly layers: readonly string[];
}

/** @throws Failure when it is not such a list. */
export function parseDockerManifest(bytes: Uint8Array, what: string): readonly DockerManifestEntry[] {
  return parseDocument(schema, bytes, what);
}

const schema = list(
  v.pipe(
    v.object({ Config: v.string(), RepoTags: list(v.string()), Layers: list(v.string()) }),
    v.transform((raw): DockerManifestEntry => ({ config: raw.Config, repoTags: raw.RepoTags, layers: raw.Layers })),
  ),
);
