import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readBodies, readSeeking, readStreaming } from '../../support/readTar.ts';

/**
 * Every archive in test/fixtures/tar (make.py wrote them) with what Go's archive/tar reads in it. Go gives global PAX
 * headers as entries, which are no files; of a truncated file Go's listing shows nothing, as it read the body first.
 */
const folder = new URL('../../fixtures/tar/', import.meta.url);
const verdicts = parseVerdicts(readFileSync(new URL('expected-go-archive-tar.txt', folder), 'latin1'));

describe('both readers read what Go reads', () => {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.tar'))) {
    it(name, async () => {
      const bytes = readFileSync(new URL(name, folder));
      const verdict = verdicts.get(name);
      if (verdict === undefined) throw new Error(`no verdict for ${name}`);
      const seeking = await readSeeking(bytes);
      const whole = seeking.entries.filter(({ bodyOffset, bodySize }) => bodyOffset + bodySize <= bytes.length);

      expect(whole.map(summary)).toEqual(verdict.entries.filter(({ type }) => type !== 'g'));
      expect(seeking.failure === null).toBe(verdict.ok);
      for (const sizes of [[1], [511], [512], [513], [7, 1000, 1], [1 << 20]]) {
        expect(await readStreaming(bytes, sizes)).toEqual(seeking);
      }
    });
  }

  it('knows every verdict, but for the one whose archive is too large to keep', () => {
    expect([...verdicts.keys()].filter((name) => !readdirSync(folder).includes(name))).toEqual(['25_pax_huge_5M.tar']);
  });
});

it('hands on the content of every file that has one', async () => {
  const bytes = readFileSync(new URL('07_hardlink_size.tar', folder));
  const bodies = await readBodies(bytes, [100]);
  expect(bodies.map((body) => body.length)).toEqual([1000, 5]);
});

interface Verdict {
  readonly entries: ReturnType<typeof summary>[];
  readonly ok: boolean;
}

function summary(entry: Awaited<ReturnType<typeof readSeeking>>['entries'][number]) {
  const { name, size, uid, gid, mtime, linkname, devmajor, devminor } = entry;
  const type = String.fromCharCode(entry.type);
  const xattrs = Object.fromEntries(entry.xattrs);
  return {
    name: shorten(name, 18),
    type,
    size,
    uid,
    gid,
    mtime,
    link: shorten(linkname, 10),
    dev: `${devmajor},${devminor}`,
    xattrs,
  };
}

/** As the listing does with long ones: the first bytes and the length. */
function shorten(name: string, keep: number): string {
  return name.length > 60 ? `${name.slice(0, keep)}...${name.length}` : name;
}

function parseVerdicts(text: string): Map<string, Verdict> {
  const result = new Map<string, Verdict>();
  for (const block of text.split(/^fx\//m).slice(1)) {
    const [name, ...lines] = block.trimEnd().split('\n');
    const entries = lines.filter((line) => line.startsWith('   "')).map(parseEntry);
    result.set(name, { entries, ok: lines.includes('   EOF ok') });
  }
  return result;
}

function parseEntry(line: string) {
  const match =
    /^ {3}"(?<name>.*)" type=(?<type>.) size=(?<size>\d+) body=\d+ uid=(?<uid>\d+) gid=(?<gid>\d+) mtime=(?<mtime>-?\d+) link="(?<link>.*)" dev=(?<dev>\d+,\d+) pax=\{(?<pax>.*)\}$/.exec(
      line,
    );
  const { name, type, size, uid, gid, mtime, link, dev, pax } = (match?.groups ?? {}) as Record<string, string>;
  const xattrs: Record<string, string> = {};
  for (const [, key, value] of pax.matchAll(/SCHILY\.xattr\.(\S+?)="((?:[^"\\]|\\.)*)"/g)) xattrs[key] = unquote(value);
  return {
    name: unquote(name),
    type,
    size: +size,
    uid: +uid,
    gid: +gid,
    mtime: +mtime,
    link: unquote(link),
    dev,
    xattrs,
  };
}

/** Go's %q, as far as it occurs here. */
function unquote(text: string): string {
  return text.replaceAll(/\\(x[0-9a-f]{2}|n|.)/g, (_, escape: string) => {
    if (escape === 'n') return '\n';
    return escape.startsWith('x') ? String.fromCharCode(Number.parseInt(escape.slice(1), 16)) : escape;
  });
}
