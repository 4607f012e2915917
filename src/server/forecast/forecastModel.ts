import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ContextListing } from '../../core/context/contextListing.ts';
import { type CopyInstruction, copyInstructions } from '../../core/context/copyInstruction.ts';
import type { Forecast } from '../../core/context/forecast.ts';
import { parseDockerfile } from '../../core/dockerfile/parseDockerfile.ts';
import type { Dockerfile } from '../../core/dockerfile/types.ts';
import { type TextPositions, textPositions } from '../features/textPositions.ts';

/** What was found in the build context, for the instructions of a text that may have changed since. */
export interface ContextFacts {
  readonly root: string;
  /** Why this is the context. */
  readonly reason: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly ignoreFile: string | null;
  readonly forecasts: readonly Forecast[];
  readonly leftOut: (Pick<ContextListing, 'leftOutCounts'> & { readonly names: readonly string[] }) | null;
  readonly isCut: boolean;
  /** Why nothing is to be had of it. */
  readonly problem: string | null;
}

/** One version of a Dockerfile in an editor, beside its build context. */
export interface ForecastModel {
  readonly uri: string;
  readonly dockerfile: Dockerfile;
  readonly positions: TextPositions;
  readonly facts: ContextFacts;
  /** By the position of the instruction. */
  readonly forecasts: ReadonlyMap<number, Forecast>;
}

/** Worked out once for each version of the text: a line keeps its forecast wherever it moves. */
export function forecastModels(): { of(document: TextDocument, facts: ContextFacts): ForecastModel } {
  let last: { readonly version: number; readonly facts: ContextFacts; readonly model: ForecastModel } | null = null;
  return {
    of(document, facts) {
      if (last?.version === document.version && last.facts === facts) return last.model;
      const model = modelOf(document, facts);
      last = { version: document.version, facts, model };
      return model;
    },
  };
}

function modelOf(document: TextDocument, facts: ContextFacts): ForecastModel {
  const { buildArgs } = facts;
  const text = document.getText();
  const dockerfile = parseDockerfile(text, { buildArgs });
  const known = new Map(facts.forecasts.map((forecast) => [keyOf(forecast.copy), forecast]));
  const forecasts = copyInstructions(dockerfile, buildArgs).flatMap((copy): [number, Forecast][] => {
    const forecast = known.get(keyOf(copy));
    return forecast === undefined ? [] : [[copy.step, { ...forecast, copy }]];
  });
  return { uri: document.uri, dockerfile, positions: textPositions(text), facts, forecasts: new Map(forecasts) };
}

function keyOf({ step: _, lineage: __, ...rest }: CopyInstruction): string {
  return JSON.stringify(rest);
}
