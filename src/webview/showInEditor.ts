import { type PictureTexts, pictureTexts } from '../core/words/pictureTexts.ts';
import type { FromPicture, PictureState, ToPicture } from '../protocol/pictureMessages.ts';
import { element } from './element.ts';
import { growthPortrait } from './portraits/growth/growthPortrait.ts';
import { imagePortrait } from './portraits/image/imagePortrait.ts';
import type { Portrait } from './portraits/portrait.ts';
import { type Kept, type ShownPicture, showPicture } from './showPicture.ts';

interface EditorApi {
  postMessage(message: FromPicture): void;
  getState(): unknown;
  setState(state: Partial<PictureState> & { readonly kept: Kept | null }): void;
}
declare function acquireVsCodeApi(): EditorApi;

/** The picture as an editor shows it: what it shows, and what is selected, comes by message. */
export function showInEditor(root: HTMLElement): void {
  const editor = acquireVsCodeApi();
  let texts: PictureTexts = pictureTexts;
  let shown: ShownPicture | null = null;
  let selected: readonly number[] = [];
  let kept = keptOf(editor.getState());

  /** @param state What the editor needs to show it again after a restart; null where it does not. */
  function show(portrait: Portrait, state: PictureState | null): void {
    shown?.close();
    editor.setState({ ...state, kept });
    shown = showPicture(
      root,
      portrait,
      {
        onSelect: (step) => editor.postMessage({ type: 'select', step }),
        onGoTo: (step) => editor.postMessage({ type: 'goTo', step }),
        onOpen: (file) => editor.postMessage({ type: 'open', file }),
        onLook(looked) {
          kept = looked;
          editor.setState({ ...state, kept });
        },
      },
      kept,
    );
    shown.select(selected);
  }

  addEventListener('message', ({ data: message }: MessageEvent<ToPicture>) => {
    switch (message.type) {
      case 'texts':
        texts = message.texts;
        break;
      case 'picture':
        show(imagePortrait(message.data, texts), message.state);
        break;
      case 'growth':
        show(growthPortrait(message.data, texts), null);
        break;
      case 'selection':
        selected = message.steps;
        shown?.select(selected);
        break;
      case 'nothing':
        shown?.close();
        shown = null;
        root.replaceChildren(element('p', { class: 'lw-nothing', role: 'status' }, message.text));
    }
  });
  // The editor changes the classes and variables of the page when its theme changes.
  new MutationObserver(() => shown?.restyle()).observe(document.body, { attributes: true, attributeFilter: ['class'] });
  editor.postMessage({ type: 'ready' });
}

function keptOf(state: unknown): Kept | null {
  if (typeof state !== 'object' || state === null || !('kept' in state)) return null;
  return state.kept as Kept | null;
}
