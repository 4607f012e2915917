import { defaultForecastOptions } from '../../core/context/forecast.ts';
import { defaultFindingLimits } from '../../core/findings/findings.ts';
import type { GlobbedImage, NamedImage } from '../images/choiceContext.ts';
import { argumentValue, argumentValues } from './argumentSetting.ts';
import { imagesByGlob, namedImage, namedImageValue } from './imageSetting.ts';
import {
  builder,
  bytes,
  flag,
  type RuleSeverity,
  readerCount,
  ruleSeverity,
  severity,
  share,
  text,
  texts,
} from './settingKinds.ts';
import { type SettingProblem, SettingReader } from './settingReader.ts';

export type { SettingProblem } from './settingReader.ts';

/** All settings of the server, below `layerwise`. */
export interface Settings {
  /** `images`, in the order of the setting. */
  readonly images: readonly GlobbedImage[];
  /** `image`: the choice for all Dockerfiles of a folder. */
  readonly image: NamedImage | null;
  /** `target`: the stage that the images are built of, where nothing else tells it. */
  readonly target: string | null;
  readonly buildArguments: Readonly<Record<string, string>>;
  /** `engines`: whether images are looked for in Docker and Podman. */
  readonly engines: { readonly enabled: boolean };
  readonly codeLens: { readonly enabled: boolean };
  readonly hover: { readonly enabled: boolean };
  readonly inlayHints: { readonly enabled: boolean };
  readonly diagnostics: DiagnosticSettings;
  /** Threads that read layers; 0 for as many as the machine has use for. */
  readonly readers: number;
  readonly cache: CacheSettings;
  readonly build: BuildSettings;
  readonly forecast: ForecastSettings;
}

export interface ForecastSettings {
  /** Whether the build context is looked at. */
  readonly enabled: boolean;
  /** From this size on a file is told of that goes along with others. */
  readonly largeFileBytes: number;
}

export interface BuildSettings {
  /** Null for the first that is there. */
  readonly builder: 'docker' | 'podman' | 'buildah' | null;
  /** More arguments of the builder. */
  readonly arguments: readonly string[];
  /** Null for the folder of the Dockerfile. */
  readonly context: string | null;
}

export interface DiagnosticSettings {
  readonly enabled: boolean;
  /** A finding of fewer bytes is not told of. */
  readonly minimumBytes: number;
  /** The same as a share of the image's shipped bytes, from 0 to 1. */
  readonly minimumShare: number;
  /** At most so severe are they told. */
  readonly severity: 'information' | 'warning';
  readonly includeBaseLayers: boolean;
  /** How findings of a rule are told, by its name. */
  readonly rules: Readonly<Record<string, RuleSeverity>>;
}

export interface CacheSettings {
  readonly maximumBytes: number;
  /** Null for where the command line has it. */
  readonly directory: string | null;
}

/**
 * Both thresholds must be reached. The bytes are few, because from images of 10 MB on the share asks for more anyway; what
 * is below them makes no pull shorter that anyone would notice.
 */
const { minBytes, minShare, includeBase } = defaultFindingLimits;

const { largeFileBytes: LARGE_FILE_BYTES } = defaultForecastOptions;

/** As much as the command line keeps. */
const CACHE_BYTES = 512 * 1024 * 1024;

/**
 * Reads what an editor sends for the section `layerwise`, as nested objects or with dotted names. A wrong setting is told
 * and ignored: its default counts, and the others stay. What is not a setting of the server is passed over.
 */
export function parseSettings(given: unknown): { settings: Settings; problems: readonly SettingProblem[] } {
  const reader = new SettingReader(given);
  const settings: Settings = {
    images: imagesByGlob(reader.entries('images', namedImageValue)),
    image: namedImage(reader.value('image', namedImageValue, null)),
    target: reader.value('target', text, null),
    buildArguments: argumentValues(reader.entries('buildArguments', argumentValue)),
    engines: { enabled: reader.value('engines.enabled', flag, true) },
    codeLens: { enabled: reader.value('codeLens.enabled', flag, true) },
    hover: { enabled: reader.value('hover.enabled', flag, true) },
    inlayHints: { enabled: reader.value('inlayHints.enabled', flag, false) },
    diagnostics: diagnostics(reader),
    readers: reader.value('readers', readerCount, 0),
    cache: {
      maximumBytes: reader.value('cache.maximumBytes', bytes, CACHE_BYTES),
      directory: reader.value('cache.directory', text, null),
    },
    build: {
      builder: reader.value('build.builder', builder, null),
      arguments: reader.value('build.arguments', texts, []),
      context: reader.value('build.context', text, null),
    },
    forecast: {
      enabled: reader.value('forecast.enabled', flag, true),
      largeFileBytes: reader.value('forecast.largeFileBytes', bytes, LARGE_FILE_BYTES),
    },
  };
  return { settings, problems: reader.problems };
}

function diagnostics(reader: SettingReader): DiagnosticSettings {
  return {
    enabled: reader.value('diagnostics.enabled', flag, true),
    minimumBytes: reader.value('diagnostics.minimumBytes', bytes, minBytes),
    minimumShare: reader.value('diagnostics.minimumShare', share, minShare),
    severity: reader.value('diagnostics.severity', severity, 'warning'),
    includeBaseLayers: reader.value('diagnostics.includeBaseLayers', flag, includeBase),
    rules: Object.fromEntries(reader.entries('diagnostics.rules', ruleSeverity)),
  };
}
