import { contextTree } from '../../core/context/contextTree.ts';
import { type CopiedFile, copiedByAll } from '../../core/context/copiedFiles.ts';
import { destinationOf } from '../../core/context/destinationOf.ts';
import { type Forecast, forecastCopies } from '../../core/context/forecast.ts';
import { concernEntry } from '../../core/context/forecastText.ts';
import { stageLabel } from '../../core/words/stageLabel.ts';
import type { ContextReport } from './contextReport.ts';
import { jsonPieces, LongList } from './jsonPieces.ts';

/** The forecast for machines, version 1: stable, additions only. Documented in docs/report.md. */
export function contextJson(report: ContextReport): Iterable<string> {
  const { root, path, copies, context } = report;
  const options = { ...report.options, archiveAt: context.archiveAt };
  const forecasts = forecastCopies(copies, context.listing, options);
  const tree = contextTree(context.listing);
  const copied = copiedByAll(copies, tree, context.archiveAt);
  const all = copied.flatMap(({ copied: own }, index) => own.map((file) => ({ index, file })));
  const { isCut, leftOut, leftOutCounts, unreadable } = context.listing;
  return jsonPieces({
    schema: 'layerwise.context/1',
    context: root,
    dockerfile: path,
    ignoreFile: context.ignoreFile?.path ?? null,
    refusedPattern: context.refused,
    complete: !isCut,
    steps: forecasts.map((forecast) => stepJson(report, forecast)),
    files: new LongList(all.length, (start, end) =>
      all.slice(start, end).map(({ index, file }) => fileJson(report, index, file)),
    ),
    leftOut: { ...leftOutCounts, paths: leftOut.map((each) => each.path) },
    unreadable,
  });
}

function stepJson({ dockerfile }: ContextReport, forecast: Forecast): object {
  const { copy, files, bytes, sources, largestFolders, unpacked, concerns, refused } = forecast;
  const { index, stage, instruction, startLine, endLine } = dockerfile.steps[copy.step];
  return {
    index,
    stage: stage === null ? null : stageLabel(dockerfile.stages[stage]),
    instruction,
    startLine,
    endLine,
    files,
    bytes,
    destination: destinationOf(copy, ''),
    sources: sources.map(({ source, isMissing, ...totals }) => ({
      source: source.word,
      kind: source.kind,
      ...totals,
      missing: isMissing,
    })),
    largestFolders,
    unpacked: unpacked.map(({ path }) => path),
    archives: unpacked.map(({ unread, ...totals }) => ({ ...totals, notLookedInto: unread })),
    refusedPattern: refused,
    concerns: concerns.map((concern) => ({ ...concern, ignoreEntry: concernEntry(concern) })),
  };
}

function fileJson({ copies }: ContextReport, index: number, file: CopiedFile): object {
  const copy = copies[index];
  const { path, kind, bytes, within, origin } = file;
  return {
    step: copy.step,
    path,
    kind,
    bytes,
    ...(origin === 'archive' ? { unpackedTo: destinationOf(copy, '') } : { destination: destinationOf(copy, within) }),
    ...(origin === 'member' ? { member: within } : {}),
  };
}
