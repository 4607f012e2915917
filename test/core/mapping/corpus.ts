import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { parseDockerfile } from '../../../src/core/dockerfile/parseDockerfile.ts';
import type { Dockerfile } from '../../../src/core/dockerfile/types.ts';
import { parseConfig } from '../../../src/core/image/configDocument.ts';
import { alignHistory } from '../../../src/core/image/history.ts';
import { digest as digestSchema } from '../../../src/core/image/schema.ts';
import type { Digest, Image } from '../../../src/core/image/types.ts';

/** One image of test/fixtures/mapping: what a builder really wrote, and which lines made its layers. */
export interface Case {
  readonly name: string;
  readonly image: Image;
  /** The Dockerfile it was built from. */
  readonly text: string;
  readonly dockerfile: Dockerfile;
  readonly truth: Truth;
}

export type Truth = v.InferOutput<typeof truthSchema>;

const truthSchema = v.object({
  builder: v.string(),
  dockerfile: v.string(),
  baseLayers: v.number(),
  /** For each layer the first lines of the instructions that made it; the last one owns it. */
  linesOfLayer: v.array(v.array(v.number())),
});

const root = new URL('../../fixtures/mapping/', import.meta.url);

export function readCorpus(): readonly Case[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/truth.json`, root)))
    .map(({ name }) => readCase(name))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));
}

export function readCase(name: string): Case {
  const folder = new URL(`${name}/`, root);
  const truth = v.parse(truthSchema, readJson(new URL('truth.json', folder)));
  const text = readFileSync(new URL(`dockerfiles/${truth.dockerfile}`, root), 'utf8');
  return { name, truth, text, dockerfile: parseDockerfile(text), image: readImage(name, folder) };
}

const manifestSchema = v.object({
  annotations: v.optional(v.record(v.string(), v.string()), {}),
  layers: v.array(v.object({ mediaType: v.string(), digest: digestSchema, size: v.number() })),
});

function readImage(name: string, folder: URL): Image {
  const { config, diffIds, history, platform } = parseConfig(readFileSync(new URL('config.json', folder)), name);
  const manifest = read(folder, 'manifest.json')
    .map((json) => v.parse(manifestSchema, json))
    .at(0);
  const { entryOfLayer } = alignHistory(history, diffIds.length);
  return {
    reference: name,
    source: 'oci-archive',
    id: someDigest,
    manifestDigest: null,
    tags: [],
    platform,
    config,
    history,
    layers: diffIds.map((diffId, index) => ({
      index,
      diffId,
      digest: manifest?.layers.at(index)?.digest ?? v.parse(digestSchema, diffId),
      mediaType: manifest?.layers.at(index)?.mediaType ?? 'application/vnd.oci.image.layer.v1.tar',
      blobSize: manifest?.layers.at(index)?.size ?? 0,
      history: entryOfLayer[index] ?? null,
    })),
    annotations: manifest?.annotations ?? {},
    attestations: read(folder, 'attestation.json'),
  };
}

const someDigest: Digest = v.parse(digestSchema, `sha256:${'0'.repeat(64)}`);

function read(folder: URL, name: string): readonly unknown[] {
  const file = new URL(name, folder);
  return existsSync(file) ? [readJson(file)] : [];
}

function readJson(file: URL): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
