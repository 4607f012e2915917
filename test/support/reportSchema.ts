import * as v from 'valibot';

/** docs/report.md as a schema: every field that is promised, and no other. */
const bytes = v.pipe(v.number(), v.integer(), v.minValue(0));
const index = bytes;
const digest = v.pipe(v.string(), v.regex(/^sha(256:[0-9a-f]{64}|512:[0-9a-f]{128})$/));
const changes = v.strictObject({ added: index, modified: index, metadata: index, identical: index, removed: index });
const stageName = v.pipe(v.string(), v.minLength(1));

export const reportSchema = v.strictObject({
  schema: v.literal('layerwise.report/1'),
  image: v.strictObject({
    reference: v.string(),
    source: v.picklist(['docker-archive', 'oci-archive', 'oci-layout', 'engine', 'registry']),
    id: digest,
    platform: v.pipe(v.string(), v.regex(/^[^/]+\/[^/]+(\/[^/]+)?$/)),
    created: v.nullable(v.string()),
  }),
  totals: v.strictObject({
    layers: index,
    entries: index,
    blobBytes: bytes,
    shippedBytes: bytes,
    visibleBytes: bytes,
    wastedBytes: bytes,
    efficiency: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
    baseLayers: index,
    userShippedBytes: bytes,
    userWastedBytes: bytes,
  }),
  layers: v.array(
    v.strictObject({
      index,
      diffId: digest,
      digest,
      mediaType: v.string(),
      blobBytes: bytes,
      shippedBytes: bytes,
      visibleBytes: bytes,
      wastedBytes: bytes,
      hidesBytes: bytes,
      changes,
      createdBy: v.string(),
      base: v.boolean(),
      step: v.nullable(index),
    }),
  ),
  dockerfile: v.nullable(
    v.strictObject({
      path: v.string(),
      recorded: v.optional(v.literal(true)),
      target: v.nullable(stageName),
      steps: v.array(
        v.strictObject({
          index,
          stage: v.nullable(stageName),
          instruction: v.string(),
          startLine: v.pipe(index, v.minValue(1)),
          endLine: v.pipe(index, v.minValue(1)),
          layers: v.array(index),
          confidence: v.picklist(['exact', 'high', 'low', 'none']),
          evidence: v.picklist(['provenance', 'history', 'base-image', 'position']),
          stale: v.boolean(),
          buildSeconds: v.optional(v.nullable(v.number())),
          cached: v.optional(v.boolean()),
        }),
      ),
    }),
  ),
  waste: v.array(
    v.strictObject({
      path: v.string(),
      bytes: v.pipe(bytes, v.minValue(1)),
      layer: index,
      hiddenBy: v.strictObject({ layer: index, how: v.picklist(['removed', 'modified', 'metadata', 'identical']) }),
    }),
  ),
  findings: v.array(
    v.strictObject({
      rule: v.string(),
      severity: v.picklist(['warning', 'info']),
      bytes,
      message: v.string(),
      startLine: v.nullable(index),
      endLine: v.nullable(index),
      layer: index,
      hiddenByLayer: v.nullable(index),
      // Additions.
      hiddenByLine: v.nullable(index),
      kind: v.string(),
      share: v.number(),
      files: index,
      advice: v.string(),
      paths: v.array(v.strictObject({ path: v.string(), bytes })),
    }),
  ),
  warnings: v.array(v.strictObject({ layer: v.nullable(index), code: v.string(), message: v.string() })),
});
