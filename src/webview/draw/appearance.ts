/** How a box looks. */
export interface Appearance {
  readonly paint: Paint;
  readonly hatch: Hatch | null;
}

export interface Paint {
  readonly fill: string;
  /** What can be read on it. */
  readonly text: string;
}

/** Stripes: each way has its own, so that it is told without colours too. */
export type Hatch = 'removed' | 'overwritten' | 'repeated';
