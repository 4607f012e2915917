import { bytesText } from '../../words/bytesText.ts';
import { plural } from '../../words/countText.ts';
import type { PathKind, Rule } from '../rule.ts';
import { are, pathsText } from '../sentences.ts';

interface Leftover extends PathKind {
  readonly what: readonly [one: string, many: string];
}

const MEGABYTE = 1_000_000;

/** What programs leave behind, and a container does not need. */
const LEFTOVERS: readonly Leftover[] = [
  {
    kind: 'log',
    what: ['log', 'logs'],
    paths: ['var/log', '**/*.log', '**/*.log.gz', '!**/node_modules', '!tmp', '!var/tmp'],
  },
  {
    kind: 'core-dump',
    what: ['core dump', 'core dumps'],
    as: 'file',
    // Much else is called core.
    minBytes: MEGABYTE,
    paths: ['**/core', '**/core.№', '**/vgcore.№', 'var/lib/systemd/coredump/*', '**/*.hprof', '**/*.stackdump'],
  },
  { kind: 'crash-report', what: ['crash report', 'crash reports'], paths: ['var/crash', 'var/lib/apport/coredump'] },
  { kind: 'temporary', what: ['temporary file', 'temporary files'], as: 'folder', paths: ['tmp', 'var/tmp'] },
  {
    kind: 'backup',
    what: ['backup of a database', 'backups of databases'],
    as: 'file',
    paths: ['var/lib/dpkg/*-old', 'var/cache/debconf/*-old'],
  },
  {
    kind: 'tool-cache',
    what: ["file of a tool's cache", "files of tools' caches"],
    paths: [
      ...['.pytest_cache', '.mypy_cache', '.ruff_cache', '.nyc_output', '.eslintcache', '.parcel-cache', '.turbo'],
      ...['node_modules/.cache', '.next/cache/webpack', '.angular/cache', '.nx/cache', '.gradle/buildOutputCleanup'],
    ].map((name) => `**/${name}`),
  },
];

const whatOf = new Map(LEFTOVERS.map(({ kind, what }) => [kind, what]));

export const leftoverFiles: Rule = {
  name: 'leftover-files',
  title: 'Logs, temporary files and other leftovers',
  severity: 'warning',
  sees: { by: 'path', kinds: LEFTOVERS.map(({ what: _, ...kind }) => kind) },
  message(sighting) {
    const [one, many] = whatOf.get(sighting.kind) ?? ['leftover file', 'leftover files'];
    const { files, bytes } = sighting;
    return `${plural(files, one, many)} (${bytesText(bytes)}) ${are(files)} left in the image: ${pathsText(sighting)}`;
  },
  advice: ({ kind }) =>
    kind === 'tool-cache'
      ? 'Name them in .dockerignore, or remove them in the RUN that makes them.'
      : 'Remove them in the RUN that makes them, or name them in .dockerignore if they came with COPY.',
};
