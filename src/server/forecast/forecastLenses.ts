import type { CodeLens } from 'vscode-languageserver';
import { firstLineOf } from '../features/annotatedDocument.ts';
import { lens } from '../features/codeLenses.ts';
import type { ForecastModel } from './forecastModel.ts';
import { forecastTitle } from './forecastTitle.ts';

/** Above each COPY and ADD, but for those of which an image tells more. */
export function forecastLenses(model: ForecastModel, isKnown: (step: number) => boolean): CodeLens[] {
  return [...model.forecasts].flatMap(([step, forecast]) => {
    if (isKnown(step)) return [];
    const range = firstLineOf(model, step);
    return [
      lens(range, forecastTitle(forecast, model.facts), 'layerwise.showForecast', {
        uri: model.uri,
        step,
        line: range.start.line,
      }),
    ];
  });
}
