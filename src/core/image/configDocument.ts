import * as v from 'valibot';
import { parseDocument } from './jsonDocument.ts';
import { diffId, list, platform, text, textMap } from './schema.ts';
import type { DiffId, HistoryEntry, ImageConfig, Platform } from './types.ts';

/** What the config blob says. https://github.com/opencontainers/image-spec/blob/main/config.md */
export interface ConfigDocument {
  readonly config: ImageConfig;
  readonly platform: Platform;
  readonly diffIds: readonly DiffId[];
  /** Optional in the specification: empty when it is absent. */
  readonly history: readonly HistoryEntry[];
}

/** @throws Failure when it is not an image's config. */
export function parseConfig(bytes: Uint8Array, what: string): ConfigDocument {
  const raw = parseDocument(schema, bytes, what);
  const { config } = raw;
  return {
    config: {
      ...optional('created', raw.created),
      ...optional('author', raw.author),
      labels: config?.Labels ?? {},
      env: config?.Env ?? [],
      workingDir: config?.WorkingDir ?? '',
      user: config?.User ?? '',
      onBuild: config?.OnBuild ?? [],
    },
    platform: raw.platform,
    diffIds: raw.rootfs.diff_ids,
    history: raw.history,
  };
}

/** Leaves out what is empty: Go writes an unset string as `""`. */
function optional<K extends string>(key: K, value: string): Partial<Record<K, string>> {
  const empty: Partial<Record<K, string>> = {};
  return value === '' ? empty : { ...empty, [key]: value };
}

const historyEntry = v.pipe(
  v.object({
    created: text,
    created_by: text,
    comment: text,
    author: text,
    empty_layer: v.nullish(v.boolean(), false),
  }),
  v.transform(
    (raw): HistoryEntry => ({
      ...optional('created', raw.created),
      createdBy: raw.created_by,
      comment: raw.comment,
      ...optional('author', raw.author),
      emptyLayer: raw.empty_layer,
    }),
  ),
);

const schema = v.pipe(
  v.object({
    created: text,
    author: text,
    os: text,
    architecture: text,
    variant: text,
    config: v.nullish(
      v.object({ Labels: textMap, Env: list(v.string()), WorkingDir: text, User: text, OnBuild: list(v.string()) }),
    ),
    rootfs: v.object({ diff_ids: list(diffId) }),
    history: list(historyEntry),
  }),
  v.transform((raw) => ({ ...raw, platform: v.parse(platform, raw) ?? { os: 'unknown', architecture: 'unknown' } })),
);
