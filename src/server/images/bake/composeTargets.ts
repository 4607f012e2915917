import type { ChoiceContext } from '../choiceContext.ts';
import { composeBuilds } from '../compose/composeBuilds.ts';
import type { ComposeProject } from '../compose/composeProject.ts';
import { interpolate } from '../compose/interpolate.ts';
import { isMap, textOf, textsOf, type Value, type ValueMap } from '../documents/value.ts';
import type { NamedTarget } from './expandTarget.ts';

/** The services of a project as bake reads them, with what their `x-bake` adds. https://docs.docker.com/build/bake/compose-file/ */
export function composeTargets(project: ComposeProject, context: ChoiceContext): readonly NamedTarget[] {
  return composeBuilds(project, context).map(
    ({ name, dockerfile, context: from, tags, platforms, target, buildArgs }) => {
      const extension = extensionOf(project, name);
      const values: readonly (readonly [string, Value])[] = [
        dockerfile === null ? ['dockerfile-inline', ''] : ['dockerfile', dockerfile],
        ...(from === null ? [] : [['context', from] as const]),
        ['tags', [...tags, ...(extension.get('tags') ?? [])]],
        ['platforms', [...platforms, ...(extension.get('platforms') ?? [])]],
        ['output', extension.get('output') ?? []],
        ['target', target ?? null],
        ['args', new Map(Object.entries(buildArgs))],
      ];
      return { name: name.replaceAll('.', '_'), attributes: new Map(values) };
    },
  );
}

function extensionOf({ services, lookup }: ComposeProject, name: string): ReadonlyMap<string, readonly string[]> {
  const build = services.get(name)?.get('build');
  const extension: Value | undefined = isMap(build) ? build.get('x-bake') : undefined;
  const entries: ValueMap = isMap(extension) ? extension : new Map();
  return new Map(
    [...entries].map(([key, value]) => {
      const text = textOf(value);
      const words = text === undefined ? textsOf(value) : text.split(/\s+/);
      return [key, words.map((word) => interpolate(word, lookup))];
    }),
  );
}
