import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { Concern } from '../../core/context/concerns.ts';
import { concernEntry, concernText } from '../../core/context/forecastText.ts';
import { bytesText } from '../../core/words/bytesText.ts';
import { countText } from '../../core/words/countText.ts';
import { cutMiddle } from '../../core/words/cutMiddle.ts';
import { showControls } from '../../core/words/showControls.ts';
import { firstLineOf } from '../features/annotatedDocument.ts';
import { rulePage } from '../features/documentation.ts';
import type { ForecastModel } from './forecastModel.ts';

/** What would go along and is hardly meant to, one a kind at each line. */
export function forecastDiagnostics(model: ForecastModel, isKnown: (step: number) => boolean): Diagnostic[] {
  return forecastConcerns(model, isKnown).map(({ step, kind, concerns }) => ({
    range: firstLineOf(model, step),
    severity: DiagnosticSeverity.Warning,
    source: 'layerwise',
    code: ruleOf(kind),
    codeDescription: { href: rulePage(ruleOf(kind)) },
    message: messageOf(concerns),
  }));
}

/** Those of one kind that one line would bring; at least one. */
export interface ConcernsOfLine {
  readonly step: number;
  readonly kind: Concern['kind'];
  readonly concerns: readonly Concern[];
}

export function forecastConcerns(model: ForecastModel, isKnown: (step: number) => boolean): readonly ConcernsOfLine[] {
  return [...model.forecasts].flatMap(([step, forecast]) => {
    if (isKnown(step)) return [];
    const all = KINDS.map((kind) => ({ step, kind, concerns: forecast.concerns.filter((each) => each.kind === kind) }));
    return all.filter(({ concerns }) => concerns.length > 0);
  });
}

const KINDS = ['secret', 'git', 'modules', 'large'] as const satisfies readonly Concern['kind'][];

/** Each has its page. */
const RULES: Readonly<Record<Concern['kind'], string>> = {
  secret: 'copied-secrets',
  git: 'copied-history',
  modules: 'copied-packages',
  large: 'copied-large-files',
};

export function ruleOf(kind: Concern['kind']): string {
  return RULES[kind];
}

const LONGEST_PATH = 100;

function messageOf(concerns: readonly Concern[]): string {
  const [first, ...others] = concerns;
  const shown = { ...first, path: showControls(cutMiddle(first.path, LONGEST_PATH)) };
  const bytes = others.reduce((sum, concern) => sum + concern.bytes, 0);
  const more = others.length === 0 ? '' : `, and ${countText(others.length)} more like it, ${bytesText(bytes)}`;
  return `Forecast: ${concernText(shown)}${more}. “${showControls(concernEntry(first))}” in .dockerignore leaves it out`;
}
