import { readdirSync, readFileSync } from 'node:fs';

/** BuildKit's reading of `X.Dockerfile`, from its parser package, as `X.Dockerfile.buildkit.json` holds it. */
export interface Reading {
  /** Why it refused the file; there is nothing else then. */
  readonly err?: string;
  readonly directives?: Readonly<Record<string, string>>;
  readonly esc?: string;
  readonly nodes?: readonly Node[];
}

export interface Node {
  readonly Kw: string;
  readonly Start: number;
  readonly End: number;
  readonly Flags: readonly string[] | null;
  readonly Args: readonly string[] | null;
  readonly JSON: boolean;
  readonly Here: readonly HeredocNode[] | null;
  readonly Orig: string;
  readonly Sub: Node | null;
}

export interface HeredocNode {
  readonly Name: string;
  readonly Content: string;
  readonly Expand: boolean;
  readonly Chomp: boolean;
}

export interface Fixture {
  readonly name: string;
  readonly text: string;
  readonly reading: Reading;
}

const directory = new URL('../../fixtures/dockerfiles/', import.meta.url);

/** Corner cases, one by one. */
export const fixtures = fixturesIn(directory);
/** Dockerfiles such as people write them. */
export const wild = fixturesIn(new URL('wild/', directory));

function fixturesIn(folder: URL): readonly Fixture[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.Dockerfile'));
  return names.map((name) => ({
    name,
    text: readFileSync(new URL(name, folder), 'utf8'),
    reading: JSON.parse(readFileSync(new URL(`${name}.buildkit.json`, folder), 'utf8')) as Reading,
  }));
}
