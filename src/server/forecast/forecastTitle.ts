import type { Forecast } from '../../core/context/forecast.ts';
import { forecastFigures } from '../../core/context/forecastText.ts';
import { cutMiddle } from '../../core/words/cutMiddle.ts';
import { showControls } from '../../core/words/showControls.ts';
import { SEPARATOR } from '../features/figuresText.ts';
import type { ContextFacts } from './forecastModel.ts';

/** Above a line: `forecast: 214 files · 12.3 MB from the context`. Plain text. */
export function forecastTitle(forecast: Forecast, { problem, isCut }: Pick<ContextFacts, 'problem' | 'isCut'>): string {
  if (problem !== null) return `forecast: ${showControls(cutMiddle(problem, LONGEST))}`;
  const { sources, files } = forecast;
  const missing = sources.filter(({ isMissing }) => isMissing).map(({ source }) => source.word);
  const parts = forecastFigures(forecast);
  const figures = files > 0 ? [parts[0], `${parts[1]} from the context`, ...parts.slice(2)] : parts;
  const shown = missing.length > 0 ? figures.filter((text) => text !== 'nothing') : figures;
  const lacking = missing.length > 0 ? [`${missing.join(', ')} is not in the context`] : [];
  const text = [...shown, ...lacking].join(SEPARATOR);
  return `forecast: ${isCut ? 'more than ' : ''}${showControls(cutMiddle(text, LONGEST))}`;
}

const LONGEST = 120;
