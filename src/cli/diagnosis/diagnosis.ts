/**
 * What was found on this machine, for a bug report that anyone may read. No names of users, hosts or registries are in it, no
 * tokens, and no value of the environment but the kinds of addresses: `discreet.ts` says what may be told of each.
 */
export interface Diagnosis {
  readonly layerwise: string;
  readonly node: string;
  /** Node's own decoder of zstd is used. */
  readonly nativeZstd: boolean;
  readonly system: SystemFound;
  readonly terminal: TerminalFound;
  readonly cache: CacheFound;
  /** In the order in which they are asked; null where none may be asked. */
  readonly engines: readonly EngineFound[] | null;
  /** Null where no program may be run. */
  readonly builders: readonly BuilderFound[] | null;
  readonly credentials: readonly CredentialsFound[];
  readonly environment: readonly VariableFound[];
}

export interface SystemFound {
  readonly platform: string;
  readonly architecture: string;
  readonly release: string;
  readonly processors: number;
  readonly memoryBytes: number;
}

export interface TerminalFound {
  /** None for a pipe or a file. */
  readonly kind: 'terminal' | 'none';
  /** As `TERM` says; null where it says nothing. */
  readonly type: string | null;
  /** Cells a line. */
  readonly width: number;
  readonly colors: 'on' | 'off';
}

export interface CacheFound {
  /** Null for a user without a home. */
  readonly directory: string | null;
  readonly maxBytes: number;
  readonly layers: number;
  readonly files: number;
  readonly bytes: number;
  readonly damaged: number;
  /** Files that were not looked into: too many bytes, or of another version. */
  readonly unchecked: number;
  /** What is wrong with it as a whole; null for nothing. */
  readonly problem: string | null;
}

export interface EngineFound {
  readonly engine: 'docker' | 'podman';
  readonly address: string;
  readonly reason: string;
  readonly answer: EngineAnswer | null;
  /** Why there is no answer. */
  readonly why: string | null;
  /** Nothing is there at all, as at most places where engines may be. */
  readonly isAbsent: boolean;
}

export interface EngineAnswer {
  /** `Docker 26.1.5` */
  readonly name: string;
  /** The newest that it speaks. */
  readonly apiVersion: string;
  readonly storageDriver: string | null;
  readonly containerdStore: boolean;
}

export interface BuilderFound {
  readonly name: 'docker' | 'podman' | 'buildah';
  readonly isThere: boolean;
  readonly version: string | null;
  /** Docker’s plugin; null where it is none or has none. */
  readonly buildx: string | null;
  /** What would be run: `docker buildx build`. */
  readonly runs: string | null;
  readonly tellsTimes: boolean;
}

export interface CredentialsFound {
  readonly path: string;
  readonly isThere: boolean;
  /** Null where it cannot be understood. */
  readonly registries: number | null;
  /** `desktop` for `docker-credential-desktop`. */
  readonly helpers: readonly string[];
}

export interface VariableFound {
  readonly name: string;
  /** Kind of the address that it holds; null for all that hold none. */
  readonly address: string | null;
}
