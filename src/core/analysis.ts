import { type BuildRecord, timesToday } from './build/buildRecord.ts';
import type { StepTime } from './build/stepTimes.ts';
import { parseDockerfile } from './dockerfile/parseDockerfile.ts';
import type { Dockerfile } from './dockerfile/types.ts';
import { findSightings } from './findings/findSightings.ts';
import type { Sighting } from './findings/sighting.ts';
import type { Image } from './image/types.ts';
import type { Warning } from './image/warning.ts';
import { type LayerSummary, summarizeLayers } from './layerSummary.ts';
import { attachedProvenance, type MapOptions, mapSteps } from './mapping/mapSteps.ts';
import type { Provenance } from './mapping/provenance/provenance.ts';
import type { Mapping } from './mapping/types.ts';
import type { MergedTree } from './merge/mergedTree.ts';
import { type DeadFiles, deadFiles } from './merge/waste.ts';
import type { LayerFailure, ReadLayers } from './readLayers.ts';

/** Everything Layerwise knows of an image, and of the Dockerfile it was built from. */
export interface Analysis {
  readonly image: Image;
  readonly tree: MergedTree;
  /** One for each layer of the image, in order. */
  readonly layers: readonly LayerSummary[];
  readonly totals: Totals;
  /** Every dead file, largest first, then by path. A million have a million paths: ask the tree for those that are shown. */
  readonly waste: DeadFiles;
  readonly dockerfile: MappedDockerfile | null;
  /** What rules saw in the layers, see `findings`. */
  readonly sightings: readonly Sighting[];
  readonly warnings: readonly Warning[];
  readonly failures: readonly LayerFailure[];
}

/** In bytes of file content, but for `blobBytes`. Invariant: `shippedBytes = visibleBytes + wastedBytes`. */
export interface Totals {
  readonly layers: number;
  /** Entries of all layers' tars, whiteouts included. */
  readonly entries: number;
  /** What goes over the wire. */
  readonly blobBytes: number;
  readonly shippedBytes: number;
  readonly visibleBytes: number;
  readonly wastedBytes: number;
  /** Visible / shipped; 1 for an image without bytes. */
  readonly efficiency: number;
  readonly baseLayers: number;
  /** Of the layers that are not the base's. */
  readonly userShippedBytes: number;
  readonly userWastedBytes: number;
}

export interface MappedDockerfile {
  /** The file it was read from; of a recorded one, the name its builder noted. */
  readonly path: string;
  /** Taken from the image's provenance, not from a file. */
  readonly recorded: boolean;
  readonly dockerfile: Dockerfile;
  readonly mapping: Mapping;
  /** What instructions took when the image was built, by their position, as far as that is known. */
  readonly times: ReadonlyMap<number, StepTime>;
}

export interface AnalyzeOptions extends MapOptions {
  /** What is known of the build of this very image. */
  readonly build?: BuildRecord | null | undefined;
}

export interface DockerfileSource {
  readonly path: string;
  readonly recorded: boolean;
  readonly dockerfile: Dockerfile;
}

/** The Dockerfile that the builder recorded in the image's provenance; null when it recorded none. */
export function recordedDockerfile(image: Image, provenance?: Provenance | null): DockerfileSource | null {
  const recorded = (provenance ?? attachedProvenance(image))?.dockerfile ?? null;
  if (recorded === null) return null;
  return { path: recorded.name, recorded: true, dockerfile: parseDockerfile(recorded.text) };
}

/** A pure function of the image's layers and the Dockerfile's text. */
export function analyze(
  image: Image,
  read: ReadLayers,
  source: DockerfileSource | null,
  options: AnalyzeOptions = {},
): Analysis {
  const { tree } = read;
  const dead = deadFiles(tree);
  const layers = summarizeLayers(tree, dead);
  const mapping = source === null ? null : mapSteps(source.dockerfile, image, options);
  return {
    image,
    tree,
    layers,
    totals: totalsOf(image, tree, layers, mapping?.baseLayers ?? 0),
    waste: dead.sorted(),
    dockerfile:
      source === null || mapping === null
        ? null
        : { ...source, mapping, times: timesOf(source, options.build ?? null) },
    sightings: findSightings(tree, { dead, broken: read.failures.map(({ layer }) => layer) }),
    warnings: [...read.warnings, ...(mapping?.warnings ?? [])],
    failures: read.failures,
  };
}

function timesOf({ dockerfile }: DockerfileSource, build: BuildRecord | null): MappedDockerfile['times'] {
  return build === null ? new Map() : timesToday(build, dockerfile);
}

function totalsOf(image: Image, tree: MergedTree, layers: readonly LayerSummary[], baseLayers: number): Totals {
  const shippedBytes = sum(layers, (layer) => layer.shippedBytes);
  const visibleBytes = sum(layers, (layer) => layer.visibleBytes);
  const user = layers.slice(baseLayers);
  return {
    layers: layers.length,
    entries: sum(tree.layers, (index) => index.entryCount),
    blobBytes: sum(image.layers, (layer) => layer.blobSize),
    shippedBytes,
    visibleBytes,
    wastedBytes: sum(layers, (layer) => layer.wastedBytes),
    efficiency: shippedBytes === 0 ? 1 : visibleBytes / shippedBytes,
    baseLayers,
    userShippedBytes: sum(user, (layer) => layer.shippedBytes),
    userWastedBytes: sum(user, (layer) => layer.wastedBytes),
  };
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
