import type { RecordedInstruction } from '../history/recorded.ts';
import { parseDuration, quoteList, unquoteRune } from './goFormat.ts';
import { type Expand, expansions, type Key, type Scope, type Subject, squeeze } from './key.ts';

/** The ways in which builders write an instruction down that changes nothing but the image's config, and WORKDIR. */
export function settingKeys(subject: Subject, original: string, scope: Scope): readonly Key[] {
  const keys = new Map<string, Key>();
  for (const expand of expansions(subject.original, scope))
    for (const key of dockerKeys(subject, scope, expand)) if (!keys.has(key.text)) keys.set(key.text, key);
  const plain = `${subject.instruction} ${original}`;
  if (!keys.has(plain)) keys.set(plain, { text: plain, grade: 'full' });
  return [...keys.values()];
}

function dockerKeys(subject: Subject, scope: Scope, expand: Expand): readonly Key[] {
  const { instruction, args } = subject;
  const full = (text: string): readonly Key[] => [{ text: `${instruction} ${squeeze(text)}`, grade: 'full' }];
  switch (instruction) {
    case 'ARG':
      return argumentKeys(args, scope, expand);
    case 'ENV':
    case 'LABEL':
      return full(pairs(args, expand));
    case 'CMD':
    case 'ENTRYPOINT':
      return full(quoteList(subject.json ? args : [...(scope.shell ?? ['/bin/sh', '-c']), ...args]));
    case 'EXPOSE':
      return full(ports(args.map(expand)));
    case 'HEALTHCHECK':
      return full(healthcheck(subject, expand));
    case 'ONBUILD':
      return [];
    case 'WORKDIR':
      return workingDirKeys(expand(args[0] ?? ''), scope);
    case 'SHELL':
      return full(args.join(' '));
    default:
      return full(args.map(expand).join(' '));
  }
}

/** Name, value, separator each. */
function pairs(args: readonly string[], expand: Expand): string {
  const words: string[] = [];
  for (let at = 0; at + 1 < args.length; at += 3) words.push(`${expand(args[at] ?? '')}=${expand(args[at + 1] ?? '')}`);
  return words.join(' ');
}

function argumentKeys(args: readonly string[], scope: Scope, expand: Expand): readonly Key[] {
  const declared = args.map((word) => {
    const [name = '', ...value] = word.split('=');
    return { name, value: word.includes('=') ? expand(value.join('=')) : undefined };
  });
  const names = declared.map(({ name }) => name);
  const written = (values: (name: string, value?: string) => string | undefined): string =>
    declared
      .map(({ name, value }) => [name, values(name, value)].filter((part) => part !== undefined).join('='))
      .join(' ');
  return [
    { text: `ARG ${written((_, value) => value)}`, grade: 'full' },
    // The build was given another value, or the default was edited since: the text alone cannot tell.
    { text: `ARG ${written((name) => scope.buildArgs.get(name))}`, grade: 'loose' },
    { text: `ARG~ ${names.join(' ')}`, grade: 'loose' },
    // buildah writes the names of all ARGs so far.
    { text: `ARG ${names.join(' ')}`, grade: 'recorded' },
    { text: `ARG ${[...new Set([...scope.argNames, ...names])].sort().join(' ')}`, grade: 'recorded' },
  ];
}

function ports(words: readonly string[]): string {
  const all = words.flatMap((word) => {
    const [, first = '', last = first, protocol = 'tcp'] = /^(\d+)(?:-(\d+))?(?:\/(\w+))?$/.exec(word) ?? [];
    const count = Math.min(Number(last) - Number(first), 0xffff);
    if (first === '') return [word];
    return Array.from({ length: count + 1 }, (_, offset) => `${Number(first) + offset}/${protocol.toLowerCase()}`);
  });
  return [...new Set(all)].sort().join(' ');
}

/** Test, then interval, timeout, start period, start interval and retries, where they are not zero. */
function healthcheck({ args, flags, json }: Subject, expand: Expand): string {
  const [kind = '', ...command] = args;
  const test = kind.toUpperCase() === 'NONE' ? ['NONE'] : [json ? 'CMD' : 'CMD-SHELL', ...command];
  const flag = (name: string): string => flags.find((candidate) => candidate.name === name)?.value ?? '0';
  const times = ['interval', 'timeout', 'start-period', 'start-interval'].map(
    (name) => parseDuration(expand(flag(name))) ?? 0,
  );
  return [quoteList(test), ...times, Number(expand(flag('retries')))].join(' ');
}

function workingDirKeys(path: string, { workingDir }: Scope): readonly Key[] {
  if (path.startsWith('/')) return [{ text: `WORKDIR ${cleanPath(path)}`, grade: 'full' }];
  if (workingDir !== null) return [{ text: `WORKDIR ${cleanPath(`${workingDir}/${path}`)}`, grade: 'full' }];
  return [{ text: `WORKDIR~ ${cleanPath(`/${path}`)}`, grade: 'recorded' }];
}

/** Without empty and `.` segments, `..` taken back. */
export function cleanPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/'))
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  return (path.startsWith('/') ? '/' : '') + segments.join('/');
}

/** The instruction of a history entry. */
export function settingEntryKeys({ instruction, text }: RecordedInstruction): readonly string[] {
  const plain = `${instruction} ${squeeze(text)}`;
  switch (instruction) {
    case 'ARG':
      return [plain, `ARG~ ${argumentNames(text)}`];
    case 'EXPOSE':
      return [`EXPOSE ${ports(text.replace(/^map\[|[[\]]|:\{\}/g, '').split(/\s+/))}`, plain];
    case 'HEALTHCHECK':
      return [`HEALTHCHECK ${readHealthcheck(text)}`, plain];
    case 'WORKDIR':
      return [`WORKDIR ${cleanPath(text)}`, plain, ...tails(text).map((tail) => `WORKDIR~ ${tail}`)];
    case 'SHELL':
    case 'VOLUME':
      return [plain, `${instruction} ${squeeze(text.replace(/^\[|\]$/g, ''))}`];
    default:
      return [plain];
  }
}

function argumentNames(text: string): string {
  return [...text.matchAll(/(?:^| )([A-Za-z_]\w*)(?==|$| )/g)].map(([, name]) => name).join(' ');
}

/** `&{["CMD-SHELL" "curl …"] "30s" "3s" "0s" '\x02'}`; since BuildKit 0.12 with one duration more. */
function readHealthcheck(text: string): string {
  const found = /^&\{(\[.*\])((?: "[^"]*")+) '(.*)'\}$/s.exec(text);
  if (found === null) return squeeze(text);
  const [, test = '', times = '', retries = ''] = found;
  const durations = [...times.matchAll(/"([^"]*)"/g)].map(([, time = '']) => parseDuration(time) ?? 0);
  return squeeze([test, ...durations, ...(durations.length < 4 ? [0] : []), unquoteRune(retries)].join(' '));
}

function tails(path: string): readonly string[] {
  const segments = cleanPath(path).split('/').filter(Boolean);
  return segments.map((_, start) => `/${segments.slice(start).join('/')}`);
}
