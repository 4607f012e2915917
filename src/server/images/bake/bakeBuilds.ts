import { type Build, contextAt, dockerfileAt, isImageName } from '../build.ts';
import type { ChoiceContext } from '../choiceContext.ts';
import { isList, isMap, textOf, textsOf, Unknown, type Value, type ValueMap } from '../documents/value.ts';
import type { Problem } from '../imageChoice.ts';
import { displayPath, pathsOf } from '../paths.ts';
import type { BakeProject } from './bakeProject.ts';
import { destinations } from './outputs.ts';

/** The images that the targets of a project build. What only compose files say is not said again, but for outputs. */
export function bakeBuilds(project: BakeProject, context: ChoiceContext): readonly Build[] {
  return [...project.targets].flatMap(([name, target]) => {
    const file = project.origins.get(name) ?? project.composeFile;
    if (file === null) return [];
    const build = buildOf({ name, target, file, project, context });
    return project.origins.has(name) || build.outputs.length > 0 ? [build] : [];
  });
}

interface Target {
  readonly name: string;
  readonly target: ValueMap;
  readonly file: string;
  readonly project: BakeProject;
  readonly context: ChoiceContext;
}

function buildOf({ name, target, file, project, context }: Target): Build {
  const origin = `target ${name} of ${displayPath(file, context)}`;
  const stage = textOf(target.get('target'));
  const names = textsOf(target.get('tags')).filter((tag) => tag !== '');
  const written = [...destinations(target.get('output')), ...destinations(target.get('outputs'))];
  return {
    name,
    origin,
    file,
    dockerfile: dockerfileOf(target, project, context),
    context: contextOf(target, project, context),
    tags: names.filter(isImageName),
    platforms: textsOf(target.get('platforms')).filter((platform) => platform !== ''),
    ...(stage === undefined || stage === '' ? {} : { target: stage }),
    buildArgs: argumentsOf(target.get('args')),
    outputs: written.map((path) => pathsOf(context).resolve(project.folder, path)),
    problems: unknownAttributes(target, origin).map((message) => ({ file, message }) satisfies Problem),
  };
}

function dockerfileOf(target: ValueMap, { folder }: BakeProject, context: ChoiceContext): string | null {
  const [buildContext, dockerfile] = [target.get('context') ?? '.', target.get('dockerfile') ?? 'Dockerfile'];
  if (target.has('dockerfile-inline') || typeof buildContext !== 'string' || typeof dockerfile !== 'string')
    return null;
  return dockerfileAt(folder, buildContext, dockerfile, context);
}

function contextOf(target: ValueMap, { folder }: BakeProject, context: ChoiceContext): string | null {
  const buildContext = target.get('context') ?? '.';
  return typeof buildContext === 'string' ? contextAt(folder, buildContext, context) : null;
}

function argumentsOf(args: Value | undefined): Readonly<Record<string, string>> {
  if (!isMap(args)) return {};
  const entries = [...args].flatMap(([name, value]) => {
    const text = textOf(value);
    return text === undefined ? [] : [[name, text] as const];
  });
  return Object.fromEntries(entries);
}

const LOCATION = ['context', 'dockerfile'];
const DETAILS = ['target', 'tags', 'platforms', 'output', 'outputs'];

/** Where the Dockerfile is not known, nothing else matters. */
function unknownAttributes(target: ValueMap, origin: string): readonly string[] {
  const location = LOCATION.flatMap((key) => unknown(key, target, origin));
  return location.length > 0 ? location : DETAILS.flatMap((key) => unknown(key, target, origin));
}

function unknown(key: string, target: ValueMap, origin: string): readonly string[] {
  const value = target.get(key);
  const found = (isList(value) ? value : [value]).find((each) => each instanceof Unknown);
  if (!(found instanceof Unknown)) return [];
  return [`The ${origin} has a ${key} that is not worked out here: ${found.text}. Name its image in layerwise.images.`];
}
