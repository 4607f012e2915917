/** What a thread is told at its start. */
export type ThreadData = MergerData | ReaderData;

export interface MergerData {
  readonly role: 'merger';
  /** Script of the threads that read layers: the same. */
  readonly file: string;
  readonly readers?: number | undefined;
  readonly cacheDirectory: string | null;
  readonly cacheMaximum?: number | undefined;
  readonly engines?: boolean | undefined;
  /** Says where engines are; by default the environment of this process. */
  readonly env?: NodeJS.ProcessEnv | undefined;
}

export interface ReaderData {
  readonly role: 'reader';
}
