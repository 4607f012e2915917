import * as v from 'valibot';
import type { Connection } from 'vscode-languageserver';
import { fullPlace } from '../core/words/pathOrReference.ts';
import { Count } from '../protocol/primitives.ts';
import type { DockerfileSession } from './dockerfiles/dockerfileSession.ts';
import { toldState } from './dockerfiles/imageState.ts';
import { showInformation } from './editor/messages.ts';
import type { AnnotatedDocument } from './features/annotatedDocument.ts';
import { imageTitle, stepTitle } from './features/lensTitles.ts';
import type { ModelOf } from './providing.ts';
import { answered, checkedParams } from './requests/answered.ts';

const Argument = v.object({ uri: v.string(), step: v.optional(Count) });

export interface Commanded {
  readonly session: (uri: string) => DockerfileSession | null;
  readonly modelOf: ModelOf;
}

/** For editors without views of ours: what a lens says is shown as a message. */
export function provideCommands(connection: Connection, { session, modelOf }: Commanded): void {
  connection.onExecuteCommand(({ arguments: [argument] = [] }, token) =>
    answered(connection, token, () => {
      const { uri, step } = checkedParams(Argument, argument);
      const found = session(uri);
      if (found === null) return null;
      const model = modelOf(uri);
      const text = model === null || step === undefined ? null : stepText(model, step);
      showInformation(connection, text ?? imageText(found, model));
      return null;
    }),
  );
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
