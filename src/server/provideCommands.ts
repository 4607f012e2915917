import * as v from 'valibot';
import type { Connection } from 'vscode-languageserver';
import type { AnnotatedDocument } from './features/annotatedDocument.ts';
import { imageTitle, stepTitle } from './features/lensTitles.ts';

const Argument = v.object({ uri: v.string(), step: v.optional(v.number()) });

/** For editors without views of ours: what a lens says is shown as a message. */
export function provideCommands(connection: Connection, modelOf: (uri: string) => AnnotatedDocument | null): void {
  connection.onExecuteCommand(({ arguments: [argument] = [] }) => {
    const { uri, step } = v.parse(Argument, argument);
    const model = modelOf(uri);
    if (model === null) return null;
    connection.window.showInformationMessage(messageOf(model, step));
    return null;
  });
}

function messageOf({ annotations, dockerfile }: AnnotatedDocument, step: number | undefined): string {
  const made = step === undefined ? undefined : annotations.steps.at(step);
  if (made === undefined) return imageTitle(annotations, Date.now());
  const { startLine, instruction } = dockerfile.steps[made.step];
  return `Line ${startLine}, ${instruction}: ${stepTitle(made)}. ${made.because}`;
}
