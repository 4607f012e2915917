import * as v from 'valibot';
import type { LineRange, Operation, Provenance, RecordedDockerfile } from './provenance.ts';
import { type BuildConfig, type BuildkitMetadata, predicateV1, predicateV02, type Request } from './schema.ts';

/**
 * Reads BuildKit's provenance (SLSA v0.2 or v1, mode=max or min) from an in-toto statement, a bare predicate, an envelope
 * around a statement, or what `docker buildx build --metadata-file` wrote; of a list the most telling one.
 *
 * @param json parsed JSON, of anything
 * @param platform such as `linux/amd64`: which one to take of a metadata file for several
 * @returns null for everything else; never throws
 */
export function readProvenance(json: unknown, platform?: string): Provenance | null {
  const found = predicates(json, platform, 0).flatMap((predicate) => readPredicate(predicate) ?? []);
  return found.find(({ operations }) => operations.length > 0) ?? found.at(0) ?? null;
}

function readPredicate(json: unknown): Provenance | null {
  const v1 = v.safeParse(predicateV1, json);
  if (v1.success) {
    const { externalParameters, internalParameters } = v1.output.buildDefinition;
    return provenance('v1', {
      name: externalParameters?.configSource?.path,
      request: externalParameters?.request,
      config: internalParameters?.buildConfig,
      metadata: v1.output.runDetails?.metadata?.buildkit_metadata,
    });
  }
  const v02 = v.safeParse(predicateV02, json);
  if (!v02.success) return null;
  const { invocation, buildConfig, metadata } = v02.output;
  return provenance('v0.2', {
    name: invocation.configSource?.entryPoint,
    request: invocation.parameters,
    config: buildConfig,
    metadata: metadata?.['https://mobyproject.org/buildkit@v1#metadata'],
  });
}

interface Parts {
  readonly name: string | undefined;
  readonly request: Request | undefined;
  readonly config: BuildConfig | undefined;
  readonly metadata: BuildkitMetadata | undefined;
}

function provenance(version: Provenance['version'], { name, request, config, metadata }: Parts): Provenance {
  const args = new Map(request?.args);
  const target = args.get('target') ?? '';
  const infos = metadata?.source?.infos ?? [];
  const own = Math.max(
    0,
    infos.findIndex(({ filename }) => filename !== undefined && filename === name),
  );
  return {
    version,
    dockerfile: readDockerfile(infos[own]),
    target: target === '' ? null : target,
    buildArgs: buildArguments(args),
    operations: metadata === undefined ? [] : operations(metadata, config, own),
    vertexes: new Map(config?.digestMapping),
  };
}

function buildArguments(args: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const prefix = 'build-arg:';
  return new Map(
    [...args].flatMap(([key, value]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), value] as const] : [])),
  );
}

type Info = NonNullable<BuildkitMetadata['source']>['infos'][number];

function readDockerfile(info: Info | undefined): RecordedDockerfile | null {
  if (info?.data === undefined) return null;
  try {
    const bytes = Uint8Array.from(atob(info.data), (char) => char.charCodeAt(0));
    return { name: info.filename ?? 'Dockerfile', text: new TextDecoder().decode(bytes) };
  } catch {
    return null;
  }
}

/** @param own which of the recorded files the Dockerfile is: locations in others do not count */
function operations(
  { source, layers }: BuildkitMetadata,
  config: BuildConfig | undefined,
  own: number,
): readonly Operation[] {
  const locations = new Map(source?.locations);
  const images = new Map(config?.llbDefinition.map(({ id, op }) => [id, pulledImage(op?.Op?.source?.identifier)]));
  const chains = new Map<string, Operation['chains'][number][]>();
  for (const [output, found] of layers) {
    const id = output.replace(/:\d+$/, '');
    const known = chains.get(id) ?? [];
    chains.set(id, known);
    for (const chain of found) known.push(chain.map(digestsOf));
  }
  return [...new Set([...images.keys(), ...locations.keys(), ...chains.keys()])].map((id) => ({
    id,
    locations: (locations.get(id)?.locations ?? []).flatMap((location) =>
      (location.sourceIndex ?? own) === own ? lineRange(location.ranges) : [],
    ),
    chains: chains.get(id) ?? [],
    image: images.get(id) ?? null,
  }));
}

function pulledImage(identifier = ''): string | null {
  return /^(?:docker-image|oci-layout):\/\//.test(identifier) ? identifier.replace(/^[a-z-]+:\/\//, '') : null;
}

type Descriptor = BuildkitMetadata['layers'][number][1][number][number];

function digestsOf({ digest, annotations }: Descriptor): readonly string[] {
  return [digest, ...annotations.flatMap(([key, value]) => (key === 'containerd.io/uncompressed' ? [value] : []))];
}

type Ranges = NonNullable<BuildkitMetadata['source']>['locations'][number][1]['locations'][number]['ranges'];

/** BuildKit gives one range a physical line. */
function lineRange(ranges: Ranges): readonly LineRange[] {
  if (ranges.length === 0) return [];
  const startLine = ranges.reduce(
    (least, { start, end }) => Math.min(least, start.line, end.line),
    Number.MAX_SAFE_INTEGER,
  );
  const endLine = ranges.reduce((most, { start, end }) => Math.max(most, start.line, end.line), 0);
  return [{ startLine, endLine }];
}

/** Deeper than list, metadata file, envelope, statement nothing nests. */
const DEEPEST = 6;

/** What may be a predicate, however it is wrapped. */
function predicates(json: unknown, platform: string | undefined, depth: number): readonly unknown[] {
  if (depth > DEEPEST || typeof json !== 'object' || json === null) return [];
  if (Array.isArray(json)) return json.flatMap((one: unknown) => predicates(one, platform, depth + 1));
  const fields = new Map<string, unknown>(Object.entries(json));
  const inner = [fields.get('predicate'), envelope(fields.get('payload')), ...metadataFile(fields, platform)];
  const wrapped = inner.filter((one) => one !== undefined).flatMap((one) => predicates(one, platform, depth + 1));
  return wrapped.length > 0 ? wrapped : [json];
}

/** One key, or with several platforms one each: `buildx.build.provenance/linux/amd64`. */
function metadataFile(fields: ReadonlyMap<string, unknown>, platform: string | undefined): readonly unknown[] {
  const key = 'buildx.build.provenance';
  const own = fields.get(`${key}/${platform ?? ''}`);
  if (own !== undefined) return [own];
  return [...fields].flatMap(([name, value]) => (name === key || name.startsWith(`${key}/`) ? [value] : []));
}

/** https://github.com/secure-systems-lab/dsse/blob/master/envelope.md */
function envelope(payload: unknown): unknown {
  if (typeof payload !== 'string') return undefined;
  try {
    const bytes = Uint8Array.from(atob(payload), (char) => char.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
