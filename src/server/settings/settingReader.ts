import * as v from 'valibot';
import type { SettingKind } from './settingKinds.ts';

export interface SettingProblem {
  /** `layerwise.codeLens.enabled` */
  readonly key: string;
  /** What is allowed, what was found, and what is taken instead. */
  readonly message: string;
}

/** How much of a wrong value is shown. */
const MAXIMUM_SHOWN = 60;

/** Takes settings one by one out of what an editor sent, and notes those that are wrong. */
export class SettingReader {
  readonly #given: unknown;
  readonly #problems: SettingProblem[] = [];

  constructor(given: unknown) {
    this.#given = isRecord(given) && isRecord(given['layerwise']) ? given['layerwise'] : given;
    if (isAbsent(given) || isRecord(given)) return;
    this.#tell('', `must be an object with settings, but is ${shown(given)}; the defaults are used.`);
  }

  get problems(): readonly SettingProblem[] {
    return this.#problems;
  }

  /** Null and an empty text are as good as not set: that is how editors take a setting back. */
  value<T, D>(key: string, { schema, allowed }: SettingKind<T>, byDefault: D): T | D {
    const value = lookUp(this.#given, key);
    if (isAbsent(value) || value === '') return byDefault;
    const result = v.safeParse(schema, value);
    if (result.success) return result.output;
    const instead = byDefault === null ? 'it is ignored' : `${shown(byDefault)} is used`;
    this.#tell(key, `must be ${allowed}, but is ${shown(value)}; ${instead}.`);
    return byDefault;
  }

  /** The right entries of an object, in its order. */
  entries<T>(key: string, { schema, allowed }: SettingKind<T>): readonly (readonly [name: string, value: T])[] {
    const value = lookUp(this.#given, key);
    if (!isRecord(value)) {
      if (!isAbsent(value)) this.#tell(key, `must be an object, but is ${shown(value)}; it is ignored.`);
      return [];
    }
    return Object.entries(value).flatMap(([name, entry]) => {
      const result = v.safeParse(schema, entry);
      if (result.success && name !== '') return [[name, result.output] as const];
      if (!isAbsent(entry))
        this.#tell(key, `${shown(name)} must be ${allowed}, but is ${shown(entry)}; it is ignored.`);
      return [];
    });
  }

  #tell(key: string, message: string): void {
    this.#problems.push({ key: key === '' ? 'layerwise' : `layerwise.${key}`, message });
  }
}

/** By its dotted name, with or without the section before it, else step by step. */
function lookUp(given: unknown, key: string): unknown {
  const named = own(given, key) ?? own(given, `layerwise.${key}`);
  return named ?? key.split('.').reduce(own, given);
}

function own(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function shown(value: unknown): string {
  const written = JSON.stringify(value) ?? String(value);
  return written.length > MAXIMUM_SHOWN ? `${written.slice(0, MAXIMUM_SHOWN)}…` : written;
}
