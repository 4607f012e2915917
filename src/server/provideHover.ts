import { type Hover, MarkupContent, MarkupKind } from 'vscode-languageserver';
import { hoverTarget } from '../core/annotations/hoverTarget.ts';
import { arrivedAt } from './features/arrivedAt.ts';
import { hover } from './features/hover.ts';
import { forecastHover } from './forecast/forecastHover.ts';
import type { ForecastModel } from './forecast/forecastModel.ts';
import type { ModelOf, Providing } from './providing.ts';
import { answered } from './requests/answered.ts';

/** A position is of the text that the client had when it asked: once that changed, there is no answer. */
export function provideHover(
  { connection, workspace, documents, settings, commandLinks }: Providing,
  modelOf: ModelOf,
): void {
  async function found(uri: string, offset: number, signal: AbortSignal): Promise<Hover | null> {
    const model = modelOf(uri);
    const forecast = forecastAt(workspace.forecast(uri), offset);
    if (model === null) return forecast;
    const behind = await ofImage(uri, offset, signal);
    return behind === null || forecast === null ? (behind ?? forecast) : joined(behind, forecast);
  }

  async function ofImage(uri: string, offset: number, signal: AbortSignal): Promise<Hover | null> {
    const model = modelOf(uri);
    const image = workspace.session(uri)?.image;
    if (model === null || image?.state !== 'open') return null;
    const target = hoverTarget(model.dockerfile, offset, model.facts.image.config);
    if (target === null) return null;
    try {
      const arrived = await arrivedAt(model, target, image.summary.key, workspace.ask, signal);
      return modelOf(uri) === model ? hover(model, target, { commandLinks, arrived }) : null;
    } catch (error) {
      // An image that was replaced meanwhile cannot be asked any more.
      if (modelOf(uri) !== model) return null;
      throw error;
    }
  }

  connection.onHover(({ textDocument: { uri }, position }, token) =>
    answered(connection, token, async (signal) => {
      const version = documents.get(uri)?.version;
      const { enabled } = (await settings.of(uri)).hover;
      const document = documents.get(uri);
      if (!enabled || document === undefined || document.version !== version) return null;
      return found(uri, document.offsetAt(position), signal);
    }),
  );
}

/** What is said of a line before it is built, wherever on the line that is asked. */
function forecastAt(model: ForecastModel | null, offset: number): Hover | null {
  if (model === null) return null;
  const { steps } = model.dockerfile;
  const step = steps.find((each) => each.startOffset <= offset && offset <= each.endOffset);
  const value = step === undefined ? null : forecastHover(model, step.index);
  if (step === undefined || value === null) return null;
  return { contents: { kind: MarkupKind.Markdown, value }, range: model.positions.rangeOf(step) };
}

function joined(one: Hover, other: Hover): Hover {
  if (!MarkupContent.is(one.contents) || !MarkupContent.is(other.contents)) return one;
  const value = `${one.contents.value}\n\n---\n\n${other.contents.value}`;
  return { ...one, contents: { kind: MarkupKind.Markdown, value } };
}
