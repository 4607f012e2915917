/**
 * BuildKit's predicates, as far as they are read here. Whatever is missing or of another type than expected counts as
 * absent, part by part, so that one odd field does not cost the rest.
 * https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md
 */
import * as v from 'valibot';

/** More of anything in one document is somebody's bad joke. */
const MOST = 100_000;

const lenient = <const S extends v.GenericSchema>(schema: S) => v.fallback(v.optional(schema), undefined);

/** Items and entries that do not fit are left out. */
const list = <const S extends v.GenericSchema>(item: S) =>
  v.fallback(
    v.pipe(
      v.array(v.unknown()),
      v.transform((items) => items.slice(0, MOST).flatMap((one) => fitting(item, one))),
    ),
    [],
  );

const entries = <const S extends v.GenericSchema>(value: S) =>
  v.fallback(
    v.pipe(
      v.record(v.string(), v.unknown()),
      v.transform((all) =>
        Object.entries(all).flatMap(([key, one]) => fitting(value, one).map((fit) => [key, fit] as const)),
      ),
    ),
    [],
  );

function fitting<const S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S>[] {
  const parsed = v.safeParse(schema, value);
  return parsed.success ? [parsed.output] : [];
}

const line = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const range = v.object({ start: v.object({ line }), end: v.object({ line }) });
const location = v.object({ sourceIndex: lenient(v.number()), ranges: list(range) });
const descriptor = v.object({ digest: v.string(), annotations: entries(v.string()) });

export const buildkitMetadata = v.object({
  source: lenient(
    v.object({
      infos: list(v.object({ filename: lenient(v.string()), data: lenient(v.string()) })),
      locations: entries(v.object({ locations: list(location) })),
    }),
  ),
  layers: entries(list(v.array(descriptor))),
});

const operation = v.object({
  id: v.string(),
  op: lenient(v.object({ Op: lenient(v.object({ source: lenient(v.object({ identifier: lenient(v.string()) })) })) })),
});
const buildConfig = v.object({ llbDefinition: list(operation), digestMapping: entries(v.string()) });
const request = v.object({ args: entries(v.string()) });

export const predicateV02 = v.object({
  invocation: v.object({
    configSource: lenient(v.object({ entryPoint: lenient(v.string()) })),
    parameters: lenient(request),
  }),
  buildConfig: lenient(buildConfig),
  metadata: lenient(v.object({ 'https://mobyproject.org/buildkit@v1#metadata': lenient(buildkitMetadata) })),
});

export const predicateV1 = v.object({
  buildDefinition: v.object({
    externalParameters: lenient(
      v.object({ configSource: lenient(v.object({ path: lenient(v.string()) })), request: lenient(request) }),
    ),
    internalParameters: lenient(v.object({ buildConfig: lenient(buildConfig) })),
  }),
  runDetails: lenient(v.object({ metadata: lenient(v.object({ buildkit_metadata: lenient(buildkitMetadata) })) })),
});

export type BuildkitMetadata = v.InferOutput<typeof buildkitMetadata>;
export type BuildConfig = v.InferOutput<typeof buildConfig>;
export type Request = v.InferOutput<typeof request>;
