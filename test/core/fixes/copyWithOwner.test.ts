import { describe, expect, it } from 'vitest';
import type { PathUse } from '../../../src/core/browse/pathUse.ts';
import { type FoundAt, fixed } from './fixed.ts';

/** Layers are counted from 0: the first line that makes one is layer 0. */
const dir = (layer: number): PathUse['at'][number] => ({ layer, type: 'dir', mode: 0o755 });
const file = (layer: number, mode = 0o644): PathUse['at'][number] => ({ layer, type: 'file', mode });
const use = (at: PathUse['at'], below: number[] = [], isOdd = false): PathUse => ({ at, below, isOdd });

const ETC = { 'etc/passwd': use([file(0)]), 'etc/group': use([file(0)]) };
/** Line 2 is layer 0, and so on. */
const changed = (lines: string[], uses: Record<string, PathUse>, more: Partial<FoundAt> = {}, buildKit = true) =>
  fixed(
    ['FROM x', ...lines].join('\n'),
    { rule: 'metadata-only-copy', written: lines.length, hidden: lines.length + 1, paths: ['app/a'], ...more },
    { buildKit, pathUse: (path) => uses[path] ?? use([]) },
  );
const COPIED = { ...ETC, app: use([dir(1), dir(2)], [1, 2]) };

describe('COPY brings the owner', () => {
  it.each<[string, string, string, string]>([
    ['by names', 'chown -R u:g /app', '--chown=u:g', 'RUN chown u:g /app'],
    ['by a name, and the group stays', 'chown -R u /app', '--chown=u:0', 'RUN chown u /app'],
    ['by a group alone', 'chown -vR :g /app/', '--chown=0:g', 'RUN chown -v :g /app/'],
    ['by numbers', 'chown --recursive 10:20 "/app"', '--chown=10:20', 'RUN chown 10:20 "/app"'],
  ])('%s', (_, command, flag, rest) => {
    expect(changed(['RUN adduser u', 'COPY a /app', `RUN ${command}`], COPIED)).toEqual([
      [`Use ${flag} in line 3 (saves 100 kB)`, `FROM x\nRUN adduser u\nCOPY ${flag} a /app\n${rest}`],
    ]);
  });

  it('in all COPYs that brought something', () => {
    const uses = { ...ETC, app: use([dir(1), dir(2), dir(3)], [1, 2, 3]) };
    const lines = ['RUN adduser u', 'COPY a /app/', 'COPY ["b", "/app/b/"]', 'RUN chown -R u:g /app'];
    expect(changed(lines, uses)).toEqual([
      [
        'Use --chown=u:g in lines 3 and 4 (saves 100 kB)',
        'FROM x\nRUN adduser u\nCOPY --chown=u:g a /app/\nCOPY --chown=u:g ["b", "/app/b/"]\nRUN chown u:g /app',
      ],
    ]);
  });

  it.each<[string, string[], Record<string, PathUse>]>([
    [
      'the user is made after it',
      ['RUN a', 'COPY a /app', 'RUN chown -R u:g /app'],
      { ...COPIED, 'etc/passwd': use([file(1)]) },
    ],
    [
      'something else wrote there',
      ['RUN a', 'COPY a /app', 'RUN chown -R u:g /app'],
      { ...ETC, app: use([dir(0)], [0, 1]) },
    ],
    ['links are there', ['RUN a', 'COPY a /app', 'RUN chown -R u:g /app'], { ...ETC, app: use([dir(1)], [1], true) }],
    ['it brings more', ['RUN a', 'COPY a /', 'RUN chown -R u:g /app'], COPIED],
    [
      'it would make the folder above',
      ['RUN a', 'COPY a /srv/app', 'RUN chown -R u:g /srv/app'],
      { ...ETC, 'srv/app': use([dir(1)], [1]) },
    ],
    ['it has an owner', ['RUN a', 'COPY --chown=x a /app', 'RUN chown -R u:g /app'], COPIED],
    ['it is a layer of its own', ['RUN a', 'COPY --link a /app', 'RUN chown -R u:g /app'], COPIED],
    ['it is an ADD', ['RUN a', 'ADD a /app', 'RUN chown -R u:g /app'], COPIED],
    ['the user’s group is meant', ['RUN a', 'COPY a /app', 'RUN chown -R u: /app'], COPIED],
    ['a stage’s group would stay', ['RUN a', 'COPY --from=y a /app', 'RUN chown -R u /app'], COPIED],
    ['the RUN does more', ['RUN a', 'COPY a /app', 'RUN chown -R u:g /app && b'], COPIED],
    ['the owner is worked out', ['RUN a', 'COPY a /app', 'RUN chown -R $U:g /app'], COPIED],
    ['links would be followed', ['RUN a', 'COPY a /app', 'RUN chown -RL u:g /app'], COPIED],
    ['the tree is not known', ['RUN a', 'COPY a /app', 'RUN chown -R u:g /else'], COPIED],
  ])('not when %s', (_, lines, uses) => {
    expect(changed(lines, uses)).toEqual([]);
  });
});

describe('COPY brings the mode', () => {
  it('of a file, as it came to be', () => {
    const uses = { 'bin/run': use([file(1), file(2, 0o755)]), bin: use([dir(0)]) };
    expect(changed(['RUN a', 'COPY run /bin/', 'RUN chmod +x /bin/run', ''], uses, { written: 3, hidden: 4 })).toEqual([
      ['Use --chmod=755 in line 3 (saves 100 kB)', 'FROM x\nRUN a\nCOPY --chmod=755 run /bin/\n'],
    ]);
  });

  it('of a folder and all in it', () => {
    expect(changed(['RUN a', 'COPY a /app', 'RUN chmod -R 0750 /app'], COPIED)).toEqual([
      ['Use --chmod=0750 in line 3 (saves 100 kB)', 'FROM x\nRUN a\nCOPY --chmod=0750 a /app\nRUN chmod 0750 /app'],
    ]);
  });

  it.each<[string, string[], boolean]>([
    ['without BuildKit', ['RUN a', 'COPY a /app', 'RUN chmod -R 750 /app'], false],
    ['by letters', ['RUN a', 'COPY a /app', 'RUN chmod -R g+w /app'], true],
    ['of a folder within', ['RUN a', 'COPY a /app/b', 'RUN chmod -R 750 /app'], true],
  ])('not %s', (_, lines, buildKit) => {
    expect(changed(lines, COPIED, {}, buildKit)).toEqual([]);
  });

  it('not where more files come', () => {
    const uses = { 'bin/run': use([file(1), file(2, 0o755)]), bin: use([dir(0)]) };
    expect(changed(['RUN a', 'COPY . /bin/', 'RUN chmod +x /bin/run'], uses)).toEqual([]);
    expect(changed(['RUN a', 'COPY run other /bin/', 'RUN chmod +x /bin/run'], uses)).toEqual([]);
  });
});
