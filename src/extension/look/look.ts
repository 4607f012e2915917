import * as vscode from 'vscode';
import type { ImageOfDocument, StepsAnswer } from '../../protocol/serverRequests.ts';
import type { LayerRange, Selection } from './rows.ts';
import { rangeOf } from './rows.ts';

/** What is looked at: a Dockerfile with its image, or an image alone. */
export type Subject =
  | { readonly kind: 'dockerfile'; readonly uri: vscode.Uri }
  | { readonly kind: 'archive'; readonly path: string };

/** Everything that the views show, at one moment. */
export interface Looked {
  readonly subject: Subject | null;
  readonly image: ImageOfDocument | null;
  /** There with an open image. */
  readonly steps: NonNullable<StepsAnswer> | null;
  readonly selection: Selection;
  /** Layers that are peeled off. */
  readonly off: ReadonlySet<number>;
}

export type Aspect = 'subject' | 'image' | 'steps' | 'selection' | 'off';

/** The one place that knows what is looked at. Views read it and are told of every change. */
export class Look implements vscode.Disposable {
  private state: Looked = { subject: null, image: null, steps: null, selection: { kind: 'image' }, off: new Set() };
  private readonly emitter = new vscode.EventEmitter<ReadonlySet<Aspect>>();
  readonly onDidChange = this.emitter.event;

  get now(): Looked {
    return this.state;
  }

  /** The tree that is looked at; null without an image. */
  get view(): { readonly image: string; readonly range: LayerRange; readonly off: readonly number[] } | null {
    const { steps, selection, off } = this.state;
    if (steps === null) return null;
    return { image: steps.key, range: rangeOf(steps, selection), off: [...off].sort((a, b) => a - b) };
  }

  change(next: Partial<Looked>): void {
    const changed = new Set<Aspect>();
    for (const aspect of Object.keys(next) as Aspect[]) if (next[aspect] !== this.state[aspect]) changed.add(aspect);
    if (changed.size === 0) return;
    this.state = { ...this.state, ...next };
    this.emitter.fire(changed);
  }

  /** Another subject, of which nothing is known yet. */
  begin(subject: Subject): void {
    this.change({ subject, image: null, steps: null, selection: { kind: 'image' }, off: new Set() });
  }

  select(selection: Selection): void {
    if (JSON.stringify(selection) !== JSON.stringify(this.state.selection)) this.change({ selection });
  }

  peel(layers: readonly number[], isOn: boolean): void {
    const off = new Set(this.state.off);
    for (const layer of layers) {
      if (isOn) off.delete(layer);
      else off.add(layer);
    }
    this.change({ off });
  }

  dispose(): void {
    this.emitter.dispose();
  }
}
