import * as v from 'valibot';
import { nearestName } from '../words/nearestName.ts';
import { FILE, GateConfig, SECTION } from './gateConfig.ts';

export interface ConfigProblem {
  /** Names from the top: `['image', 'maxSize']`; of an item of a list, its number. */
  readonly path: readonly string[];
  /** What is wrong, without a full stop. */
  readonly message: string;
  /** What to do, a sentence. */
  readonly advice: string;
}

/** How much of a wrong value is shown. */
const MAXIMUM_SHOWN = 60;

/** @param value What the file says, as plain data; null for an empty file. */
export function readGateConfig(value: unknown): {
  readonly config: GateConfig;
  readonly problems: readonly ConfigProblem[];
} {
  const lists = listsForSections(value, GateConfig, []);
  if (lists.length > 0) return { config: {}, problems: lists };
  const result = v.safeParse(GateConfig, value ?? {});
  if (result.success) return { config: result.output, problems: [] };
  return { config: {}, problems: result.issues.map(problemOf) };
}

/** To the schema a list is a section without keys. */
function listsForSections(value: unknown, schema: unknown, path: readonly string[]): ConfigProblem[] {
  const entries = entriesOf(schema);
  if (entries === undefined || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return [wrongValue(path, path.length === 0 ? FILE : SECTION, value)];
  return Object.entries(value).flatMap(([key, below]) =>
    Object.hasOwn(entries, key) ? listsForSections(below, entries[key], [...path, key]) : [],
  );
}

function problemOf(issue: v.BaseIssue<unknown>): ConfigProblem {
  const path = (issue.path ?? []).map(({ key }) => String(key));
  if (issue.type === 'strict_object' && issue.expected === 'never') return unknownKey(path);
  return wrongValue(path, issue.message, issue.input);
}

function wrongValue(path: readonly string[], allowed: string, value: unknown): ConfigProblem {
  const name = path.join('.');
  const where = name === '' ? 'The file' : name;
  return {
    path,
    message: `${where} must be ${allowed}, but is ${shown(value)}`,
    advice: 'Correct it, or leave it out.',
  };
}

function unknownKey(path: readonly string[]): ConfigProblem {
  const known = keysAt(path.slice(0, -1));
  const nearest = nearestName(path.at(-1) ?? '', known);
  const advice =
    nearest === null
      ? `Known here: ${known.join(', ')}.`
      : `Did you mean ${[...path.slice(0, -1), nearest].join('.')}?`;
  return { path, message: `${path.join('.')} is no key of Layerwise’s`, advice };
}

/** The names that a section may have. */
function keysAt(path: readonly string[]): readonly string[] {
  let schema: unknown = GateConfig;
  for (const name of path) schema = entriesOf(schema)?.[name];
  return Object.keys(entriesOf(schema) ?? {});
}

/** Sections are optional and have a description, so their schema is wrapped. */
function entriesOf(schema: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined;
  if ('entries' in schema) return schema.entries as Readonly<Record<string, unknown>>;
  return 'wrapped' in schema ? entriesOf(schema.wrapped) : undefined;
}

/** What the file says is plain data, so it can be written; an absent key cannot be wrong. */
function shown(value: unknown): string {
  const written = JSON.stringify(value) ?? 'nothing';
  return written.length > MAXIMUM_SHOWN ? `${written.slice(0, MAXIMUM_SHOWN)}…` : written;
}
