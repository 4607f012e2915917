import * as v from 'valibot';
import type { Connection } from 'vscode-languageserver';
import { bytesText } from '../core/words/bytesText.ts';
import { fullPlace } from '../core/words/pathOrReference.ts';
import { showControls } from '../core/words/showControls.ts';
import { Count } from '../protocol/primitives.ts';
import type { DockerfileSession } from './dockerfiles/dockerfileSession.ts';
import { toldState } from './dockerfiles/imageState.ts';
import { showInformation } from './editor/messages.ts';
import type { AnnotatedDocument } from './features/annotatedDocument.ts';
import { imageTitle, stepTitle } from './features/lensTitles.ts';
import type { ForecastModel } from './forecast/forecastModel.ts';
import { forecastTitle } from './forecast/forecastTitle.ts';
import type { ModelOf } from './providing.ts';
import { answered, checkedParams } from './requests/answered.ts';

const Argument = v.object({ uri: v.string(), step: v.optional(Count) });

export interface Commanded {
  readonly session: (uri: string) => DockerfileSession | null;
  readonly forecast: (uri: string) => ForecastModel | null;
  readonly modelOf: ModelOf;
}

/** For editors without views of ours: what a lens says is shown as a message. */
export function provideCommands(connection: Connection, { session, forecast, modelOf }: Commanded): void {
  connection.onExecuteCommand(({ command, arguments: [argument] = [] }, token) =>
    answered(connection, token, () => {
      const { uri, step } = checkedParams(Argument, argument);
      const found = session(uri);
      if (found === null) return null;
      if (command === 'layerwise.showForecast') {
        const text = forecastText(forecast(uri), step ?? -1);
        if (text !== null) showInformation(connection, text);
        return null;
      }
      const model = modelOf(uri);
      const text = model === null || step === undefined ? null : stepText(model, step);
      showInformation(connection, text ?? imageText(found, model));
      return null;
    }),
  );
}

function forecastText(model: ForecastModel | null, index: number): string | null {
  const forecast = model?.forecasts.get(index);
  if (model === null || forecast === undefined) return null;
  const { startLine, instruction } = model.dockerfile.steps[index];
  const largest = forecast.largestFolders.map(({ path, bytes }) => `${showControls(path)}/ ${bytesText(bytes)}`);
  const more = largest.length === 0 ? '' : ` Largest: ${largest.join(', ')}.`;
  return `Line ${startLine}, ${instruction}: ${forecastTitle(forecast, model.facts)}.${more}`;
}

function stepText({ annotations, dockerfile }: AnnotatedDocument, index: number): string | null {
  const step = annotations.steps.at(index);
  if (step === undefined) return null;
  const { startLine, instruction } = dockerfile.steps[step.step];
  return `Line ${startLine}, ${instruction}: ${stepTitle(step)}. ${step.because}`;
}

function imageText({ image }: DockerfileSession, model: AnnotatedDocument | null): string {
  const told = toldState(image);
  if (told.state === 'none') return told.text;
  const place = `${fullPlace(told)}, ${told.reason}`;
  if (told.state === 'failed') return `${told.message}. ${told.advice}`;
  return model === null ? `${place}, is being read.` : `${imageTitle(model.annotations, Date.now())}. ${place}.`;
}
