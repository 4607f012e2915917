import type { PictureTexts } from '../../core/words/pictureTexts.ts';
import type { Appearance, Paint } from '../draw/appearance.ts';
import type { Item } from '../layout/box.ts';
import type { Counted } from '../layout/folderItems.ts';
import type { PictureModel } from '../model/pictureModel.ts';

/** What a picture shows, and how: of an image, or of what differs in two. Layout, zooming and reading aloud know no more. */
export interface Portrait {
  readonly model: PictureModel;
  /** In the order of the timeline. */
  readonly steps: readonly PortraitStep[];
  /** Ways to colour it; the first is the usual one. */
  readonly colorings: readonly Coloring[];
  /** What may be left out. */
  readonly only: { readonly text: string; readonly isOn: boolean };
  /** Of nothing but a step, what is selected in the timeline. */
  readonly wholeText: string;
  /** In CSS, for `appearance`. */
  readonly colors: readonly string[];
  words(counted: () => Counted): Words;
  appearance(item: Item, counted: Counted, coloring: string, theme: Theme): Appearance;
  /** @param isOnly Something is left out. */
  legend(coloring: string, isOnly: boolean): readonly Key[];
  /** What an item's bar in the list is made of, from the left. */
  bar(item: Item, counted: Counted): readonly Bar[];
  /** Which files are left when something is left out; null for all. */
  kept(selected: ReadonlySet<number>): Uint8Array | null;
  isOfStep(file: number, selected: ReadonlySet<number>): boolean;
  /** The step that a click on a file selects; -1 for none. */
  stepOf(file: number): number;
  /** Lines that a file leads to. */
  targets(file: number): readonly Target[];
  /** The text of the button that opens a file; null for one that cannot be opened. */
  openText(file: number): string | null;
}

export interface Coloring {
  readonly name: string;
  readonly text: string;
}

/** One bar of the timeline. */
export interface PortraitStep {
  /** Short enough for a bar. */
  readonly name: string;
  /** `line 28: RUN …`. */
  readonly title: string;
  readonly facts: readonly string[];
  readonly isBase: boolean;
  /** From the top. */
  readonly bars: readonly Bar[];
}

/** So many bytes in a colour, by its class in the style sheet. */
export interface Bar {
  readonly name: string;
  readonly bytes: number;
}

/** A colour of the legend, by its class in the style sheet. */
export interface Key {
  readonly name: string;
  readonly text: string;
}

export interface Target {
  readonly text: string;
  readonly step: number;
}

export interface Theme {
  /** By the places of `colors`. */
  readonly paints: readonly Paint[];
  readonly isHighContrast: boolean;
}

/** Sentences about what is in the picture. All of them can be shown as they are: names have no controls in them. */
export interface Words {
  readonly text: (name: keyof PictureTexts, ...given: readonly (string | number)[]) => string;
  readonly name: (item: Item) => string;
  readonly path: (item: Item) => string;
  /** The number that stands beside its name. */
  readonly figure: (item: Item) => string;
  /** What there is to say of it, each a sentence; the first has its bytes. */
  readonly facts: (item: Item) => string[];
  readonly files: (count: number) => string;
}
