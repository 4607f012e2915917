/** A rectangle of the picture, in CSS pixels of the canvas. */
export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly item: Item;
  /** 0 for the folder that is looked at. */
  readonly depth: number;
  /** A folder's title has room. */
  readonly hasTitle: boolean;
  readonly children: readonly Box[];
}

/** What a rectangle stands for. `bytes` are those that are shown. */
export type Item =
  | { readonly kind: 'folder'; readonly folder: number; readonly bytes: number }
  | { readonly kind: 'file'; readonly folder: number; readonly file: number; readonly bytes: number }
  /** Folders and files of one folder that are too small to draw. */
  | {
      readonly kind: 'small';
      readonly folder: number;
      readonly bytes: number;
      /** One for each measure. */
      readonly sums: readonly number[];
      readonly count: number;
    };

export interface Size {
  readonly width: number;
  readonly height: number;
}
