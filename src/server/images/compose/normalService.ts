import { isList, isMap, textOf, type Value, type ValueMap } from '../documents/value.ts';

/** A service with its short forms written out, so that two can be merged: `build: .` and arguments as `KEY=value`. */
export function normalService(service: Value): ValueMap {
  if (!isMap(service)) return new Map();
  const build = service.get('build');
  if (build === undefined) return service;
  return new Map([...service, ['build', normalBuild(build)]]);
}

function normalBuild(build: Value): Value {
  const context = textOf(build);
  if (context !== undefined) return new Map([['context', context]]);
  if (!isMap(build)) return build;
  const args = build.get('args');
  return isList(args) ? new Map([...build, ['args', new Map(args.flatMap(argument))]]) : build;
}

/** Without `=`, the value is the environment's: null. */
function argument(item: Value): readonly (readonly [string, Value])[] {
  const text = textOf(item);
  if (text === undefined) return [];
  const equals = text.indexOf('=');
  return [equals === -1 ? [text, null] : [text.slice(0, equals), text.slice(equals + 1)]];
}
