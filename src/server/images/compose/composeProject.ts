import type { ChoiceContext } from '../choiceContext.ts';
import { readDocument } from '../documents/readDocument.ts';
import { readYaml } from '../documents/readYaml.ts';
import { isMap, type Value, type ValueMap } from '../documents/value.ts';
import type { Problem } from '../imageChoice.ts';
import { pathsOf } from '../paths.ts';
import { readText } from '../readText.ts';
import { parseDotenv } from './dotenv.ts';
import type { Lookup } from './interpolate.ts';
import { mergeValues } from './mergeValues.ts';
import { normalService } from './normalService.ts';

/** In Compose's order of preference: the first of each that is there counts. */
const FILES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const OVERRIDES = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

export interface ComposeProject {
  readonly folder: string;
  /** The file that everything is relative to; null when there is none, or it was not understood. */
  readonly file: string | null;
  /** The key `name`. */
  readonly name: Value;
  /** By name, merged from all files. */
  readonly services: ReadonlyMap<string, ValueMap>;
  readonly lookup: Lookup;
  readonly problems: readonly Problem[];
  readonly watched: readonly string[];
}

/** The compose files of a folder, as `docker compose` without `-f` finds them there. */
export async function readComposeProject(folder: string, context: ChoiceContext): Promise<ComposeProject> {
  const at = (name: string): string => pathsOf(context).join(folder, name);
  const base = await readFirst(FILES.map(at), context);
  const override = base.content === null ? noFile : await readFirst(OVERRIDES.map(at), context);
  const dotenv = base.content === null ? noText : await readText(at('.env'), context);
  const documents = [...(base.content ?? []), ...(override.content ?? [])];
  return {
    folder,
    file: base.file,
    name: documents.reduce<Value>((name, document) => (isMap(document) ? (document.get('name') ?? name) : name), null),
    services: documents.map(servicesOf).reduce(mergeServices, new Map()),
    lookup: lookupIn(
      context,
      parseDotenv(dotenv.text ?? '', (name) => context.environment[name]),
    ),
    problems: [...base.problems, ...override.problems, ...dotenv.problems],
    watched: [...FILES, ...OVERRIDES, '.env'].map(at),
  };
}

const noText = { text: null, problems: [] };
const noFile = { file: null, content: null, problems: [] };

interface ReadFirst {
  readonly file: string | null;
  readonly content: readonly Value[] | null;
  readonly problems: readonly Problem[];
}

async function readFirst(paths: readonly string[], context: ChoiceContext): Promise<ReadFirst> {
  for (const file of paths) {
    const { content, problems } = await readDocument(file, readYaml, context);
    if (content !== null || problems.length > 0) return { file: content === null ? null : file, content, problems };
  }
  return noFile;
}

type Services = ReadonlyMap<string, ValueMap>;

function servicesOf(document: Value): Services {
  const services = isMap(document) ? document.get('services') : undefined;
  if (!isMap(services)) return new Map();
  return new Map([...services].map(([name, service]) => [name, normalService(service)]));
}

function mergeServices(base: Services, over: Services): Services {
  const merged = new Map(base);
  for (const [name, service] of over) merged.set(name, mergeValues(merged.get(name), service) as ValueMap);
  return merged;
}

function lookupIn(context: ChoiceContext, dotenv: ReadonlyMap<string, string>): Lookup {
  return (name) => context.environment[name] ?? dotenv.get(name);
}
