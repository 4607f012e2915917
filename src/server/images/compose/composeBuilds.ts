import { type Build, contextAt, dockerfileAt, isImageName } from '../build.ts';
import type { ChoiceContext } from '../choiceContext.ts';
import { isMap, textOf, textsOf, type Value, type ValueMap } from '../documents/value.ts';
import type { Problem } from '../imageChoice.ts';
import { displayPath, pathsOf } from '../paths.ts';
import type { ComposeProject } from './composeProject.ts';
import { extendedService } from './extendedService.ts';
import { interpolate } from './interpolate.ts';

/** The images that the services of a project have built. https://docs.docker.com/reference/compose-file/build/ */
export function composeBuilds(project: ComposeProject, context: ChoiceContext): readonly Build[] {
  const { file } = project;
  if (file === null) return [];
  return [...project.services.keys()].flatMap((name) => {
    const service = extendedService(name, project.services);
    const build = service.get('build');
    return isMap(build) ? [buildOf({ name, service, build, file, project, context })] : [];
  });
}

interface Service {
  readonly name: string;
  readonly service: ValueMap;
  readonly build: ValueMap;
  readonly file: string;
  readonly project: ComposeProject;
  readonly context: ChoiceContext;
}

function buildOf(service: Service): Build {
  const { name, build, file, project, context } = service;
  const text = (value: Value | undefined): string | undefined => interpolated(value, project);
  const origin = `service ${name} of ${displayPath(file, context)}`;
  const inline = build.get('dockerfile_inline') !== undefined;
  const [buildContext, dockerfile] = [text(build.get('context')) ?? '.', text(build.get('dockerfile')) ?? 'Dockerfile'];
  const target = text(build.get('target'));
  const names = namesOf(service);
  const tags = names.filter(isImageName);
  return {
    name,
    origin,
    file,
    dockerfile: inline ? null : dockerfileAt(project.folder, buildContext, dockerfile, context),
    context: contextAt(project.folder, buildContext, context),
    tags,
    platforms: platformsOf(service),
    ...(target === undefined || target === '' ? {} : { target }),
    buildArgs: argumentsOf(build.get('args'), project),
    outputs: [],
    problems: tags.length > 0 ? [] : [unnamed(file, origin, names)],
  };
}

/** The service's `image`, then further names; one that has neither is called after its project. */
function namesOf({ name, service, build, project, context }: Service): readonly string[] {
  const image = interpolated(service.get('image'), project);
  const tags = textsOf(build.get('tags')).map((tag) => interpolate(tag, project.lookup));
  const names = image === undefined ? tags : [image, ...tags];
  return names.length > 0 ? names : [`${projectName(project, context)}-${name}`.toLowerCase()];
}

function projectName({ name, folder, lookup }: ComposeProject, context: ChoiceContext): string {
  const written = lookup('COMPOSE_PROJECT_NAME') ?? textOf(name) ?? pathsOf(context).basename(folder);
  return interpolate(written, lookup)
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '');
}

function platformsOf({ service, build, project }: Service): readonly string[] {
  const built = textsOf(build.get('platforms')).map((platform) => interpolate(platform, project.lookup));
  const run = interpolated(service.get('platform'), project);
  return run === undefined || run === '' ? built : [run];
}

/** What has no value takes that of the environment, and is left out without one. */
function argumentsOf(args: Value | undefined, project: ComposeProject): Readonly<Record<string, string>> {
  if (!isMap(args)) return {};
  const entries = [...args].flatMap(([name, value]) => {
    const argument = value === null ? project.lookup(name) : interpolated(value, project);
    return argument === undefined ? [] : [[name, argument] as const];
  });
  return Object.fromEntries(entries);
}

function interpolated(value: Value | undefined, { lookup }: ComposeProject): string | undefined {
  const text = textOf(value);
  return text === undefined ? undefined : interpolate(text, lookup);
}

function unnamed(file: string, origin: string, names: readonly string[]): Problem {
  const message = `The ${origin} calls its image ${JSON.stringify(names.at(0))}, which is no name of an image.`;
  return { file, message: `${message} Set the variables it has in .env, or give them defaults.` };
}
