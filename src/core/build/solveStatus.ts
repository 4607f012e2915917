/**
 * What BuildKit tells of a build as it goes on, as far as it is read here.
 * https://pkg.go.dev/github.com/moby/buildkit/client#SolveStatus
 */
import * as v from 'valibot';

const text = v.optional(v.string());

const vertex = v.object({
  digest: v.string(),
  name: v.string(),
  started: text,
  completed: text,
  cached: v.optional(v.boolean(), false),
  error: v.optional(v.string(), ''),
});

/** A part of a vertex's work: a download, a transfer. */
const status = v.object({
  id: v.string(),
  vertex: v.string(),
  current: v.optional(v.number(), 0),
  total: v.optional(v.number(), 0),
  completed: text,
});

/** `data` is base64. */
const log = v.object({ vertex: v.string(), data: v.optional(v.string(), ''), timestamp: text });

const warning = v.object({ vertex: text, short: v.optional(v.string(), '') });

export type VertexStatus = v.InferOutput<typeof vertex>;
export type PartStatus = v.InferOutput<typeof status>;
export type LogStatus = v.InferOutput<typeof log>;

export interface SolveStatus {
  readonly vertexes: readonly VertexStatus[];
  readonly statuses: readonly PartStatus[];
  readonly logs: readonly LogStatus[];
  readonly warnings: readonly v.InferOutput<typeof warning>[];
}

/** Null for what is nothing of the kind; what does not fit in a list is left out. */
export function readSolveStatus(json: unknown): SolveStatus | null {
  if (typeof json !== 'object' || json === null) return null;
  const lists = new Map<string, unknown>(Object.entries(json));
  const known = ['vertexes', 'statuses', 'logs', 'warnings'].some((name) => Array.isArray(lists.get(name)));
  if (!known) return null;
  return {
    vertexes: fitting(vertex, lists.get('vertexes')),
    statuses: fitting(status, lists.get('statuses')),
    logs: fitting(log, lists.get('logs')),
    warnings: fitting(warning, lists.get('warnings')),
  };
}

function fitting<const S extends v.GenericSchema>(schema: S, list: unknown): readonly v.InferOutput<S>[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((one: unknown) => {
    const parsed = v.safeParse(schema, one);
    return parsed.success ? [parsed.output] : [];
  });
}
