import type { HoverTarget } from '../../core/annotations/hoverTarget.ts';
import type { AskMerger } from '../../merger/startMerger.ts';
import type { AnnotatedDocument } from './annotatedDocument.ts';
import type { Arrived } from './pathHover.ts';

/** Asks what the layers of a COPY or ADD brought to the path that is pointed at; null where there is nothing to ask. */
export async function arrivedAt(
  { annotations }: AnnotatedDocument,
  target: HoverTarget,
  key: string,
  ask: AskMerger,
  signal: AbortSignal,
): Promise<Arrived | null> {
  if (target.kind !== 'copyDestination' && target.kind !== 'copySource') return null;
  const { own } = annotations.steps[target.step];
  if (target.arrivesAt === null || own.length === 0) return null;
  const view = { since: own[0], step: own[own.length - 1] };
  const found = await ask('find', { image: key, view, path: target.arrivesAt }, { signal });
  if (found === null) return { files: 0, bytes: 0, rows: [] };
  const changes = { image: key, view, under: found.node, sort: 'size', limit: ROWS } as const;
  const { total, bytes, rows } = await ask('changes', changes, { signal });
  return {
    files: total,
    bytes,
    rows: rows.flatMap(({ path, size, change }) => (change === null ? [] : [{ path, bytes: size, change }])),
  };
}

/** More than a hover shows. */
const ROWS = 10;
