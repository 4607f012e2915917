import { isMap, textOf, type ValueMap } from '../documents/value.ts';
import { mergeValues } from './mergeValues.ts';

/** A service with what it takes over by `extends` from others of its file; what is in other files stays out. */
export function extendedService(
  name: string,
  services: ReadonlyMap<string, ValueMap>,
  seen: readonly string[] = [],
): ValueMap {
  const service = services.get(name) ?? new Map();
  const base = baseOf(service);
  if (base === undefined || seen.includes(base)) return service;
  return mergeValues(extendedService(base, services, [...seen, name]), service) as ValueMap;
}

function baseOf(service: ValueMap): string | undefined {
  const base = service.get('extends');
  if (!isMap(base)) return textOf(base);
  return base.has('file') ? undefined : textOf(base.get('service'));
}
