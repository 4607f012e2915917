export interface ServerOptions {
  /** Script of the merger's threads: `dist/thread.cjs`. */
  readonly threadFile: string;
  readonly version: string;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
}
