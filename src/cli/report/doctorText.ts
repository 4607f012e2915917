import { bytesText } from '../../core/words/bytesText.ts';
import { plural } from '../../core/words/countText.ts';
import type { BuilderFound, CacheFound, CredentialsFound, Diagnosis, EngineFound } from '../diagnosis/diagnosis.ts';
import { escapeForTerminal } from '../terminal/escape.ts';
import type { Style } from '../terminal/style.ts';
import { textWidth } from '../terminal/table.ts';
import type { TextOptions } from './textOptions.ts';

/** Something that was looked for: `good` is there and well, `bad` is there and is not, `none` is not there. */
interface Finding {
  readonly state: 'good' | 'bad' | 'none' | 'fact';
  readonly name: string;
  readonly more: string;
}

interface Section {
  readonly title: string;
  readonly findings: readonly Finding[];
}

/** What was found on a machine, for people. */
export function doctorText(diagnosis: Diagnosis, { style }: Pick<TextOptions, 'style'>): string {
  const { cache, engines, builders, credentials, environment } = diagnosis;
  const sections: Section[] = [
    { title: 'Programs', findings: programFindings(diagnosis) },
    { title: 'Cache', findings: [cacheFinding(cache)] },
    { title: 'Engines', findings: engines === null ? [notAsked] : engineFindings(engines) },
    { title: 'Builders', findings: builders === null ? [notAsked] : builders.map(builderFinding) },
    { title: 'Registries', findings: credentials.map(credentialsFinding) },
    {
      title: 'Environment',
      findings: environment.map(({ name, address }) => fact(name, address === null ? 'is set' : `is set: ${address}`)),
    },
  ];
  return sections
    .filter(({ findings }) => findings.length > 0)
    .map((section) => sectionText(section, style))
    .join('\n');
}

function sectionText({ title, findings }: Section, style: Style): string {
  const rows = findings.map(({ name, more, ...rest }) => ({
    ...rest,
    name: escapeForTerminal(name),
    more: escapeForTerminal(more),
  }));
  const width = Math.max(...rows.map(({ name }) => textWidth(name)));
  const lines = rows.map(({ state, name, more }) => {
    const space = ' '.repeat(width - textWidth(name));
    const isNone = state === 'none';
    const told = isNone ? style.faint(`${name}${space}  ${more}`) : `${name}${space}  ${more}`;
    return `  ${mark(state, style)} ${told}`.trimEnd();
  });
  return `${style.strong(title)}\n${lines.join('\n')}\n`;
}

function mark(state: Finding['state'], style: Style): string {
  switch (state) {
    case 'good':
      return style.good('✓');
    case 'bad':
      return style.bad('✗');
    case 'none':
      return style.faint('–');
    case 'fact':
      return style.faint('·');
  }
}

const notAsked: Finding = { state: 'none', name: 'not asked', more: '' };

function fact(name: string, more: string): Finding {
  return { state: 'fact', name, more };
}

function programFindings({ layerwise, node, nativeZstd, system, terminal }: Diagnosis): readonly Finding[] {
  const { platform, architecture, release, processors, memoryBytes } = system;
  const { kind, type, width } = terminal;
  const colors = terminal.colors === 'on' ? 'colours' : 'no colours';
  return [
    fact('Layerwise', layerwise),
    fact('Node', `${node}, zstd by ${nativeZstd ? 'Node' : 'JavaScript'}`),
    fact(
      'System',
      `${platform} ${architecture}, ${release}, ${plural(processors, 'processor')}, ${bytesText(memoryBytes)} of memory`,
    ),
    fact(
      'Terminal',
      kind === 'terminal' ? `${type ?? 'unnamed'}, ${width} columns, ${colors}` : `none: a pipe or a file, ${colors}`,
    ),
  ];
}

function cacheFinding({ directory, maxBytes, layers, files, bytes, damaged, unchecked, problem }: CacheFound): Finding {
  const name = directory ?? 'none';
  const holds = `${plural(layers, 'layer')}, ${bytesText(bytes)} of at most ${bytesText(maxBytes)}`;
  const notLooked = unchecked > 0 ? [`${unchecked} not looked into`] : [];
  const state = damaged > 0 ? [`${damaged} of ${plural(files, 'file')} damaged`] : files > 0 ? ['all files sound'] : [];
  const more = [...(problem === null ? [] : [problem]), holds, ...(unchecked === files ? [] : state), ...notLooked];
  return { state: problem !== null || damaged > 0 ? 'bad' : 'good', name, more: more.join(', ') };
}

/** Most places are empty on every machine: those are told of in one line. */
function engineFindings(engines: readonly EngineFound[]): readonly Finding[] {
  const absent = engines.filter(({ isAbsent }) => isAbsent);
  const nothing: Finding = {
    state: 'none',
    name: `none at ${plural(absent.length, 'usual place', 'usual places')}`,
    more: [...new Set(absent.map(({ reason }) => reason))].join(', '),
  };
  const told = engines.filter(({ isAbsent }) => !isAbsent).map(engineFinding);
  return absent.length === 0 ? told : [...told, nothing];
}

function engineFinding({ engine, address, reason, answer, why }: EngineFound): Finding {
  const place = `${address} (${reason})`;
  if (answer === null) return { state: 'bad', name: engine, more: `${place}: ${why ?? 'no answer'}` };
  const { name, apiVersion, storageDriver, containerdStore } = answer;
  const driver = storageDriver === null ? [] : [`storage ${storageDriver}`];
  const store = containerdStore ? ['in containerd'] : [];
  return { state: 'good', name, more: [place, `API ${apiVersion}`, ...driver, ...store].join(', ') };
}

function builderFinding({ name, isThere, version, buildx, runs, tellsTimes }: BuilderFound): Finding {
  if (!isThere) return { state: 'none', name, more: 'not installed' };
  const plugin = buildx === null ? [] : [`buildx ${buildx}`];
  const how = runs === null ? [] : [`runs ${runs}${tellsTimes ? '' : ', which tells no times'}`];
  return { state: 'good', name, more: [version ?? 'of unknown version', ...plugin, ...how].join(', ') };
}

function credentialsFinding({ path, isThere, registries, helpers }: CredentialsFound): Finding {
  if (!isThere) return { state: 'none', name: path, more: 'is not there' };
  if (registries === null) return { state: 'bad', name: path, more: 'cannot be understood' };
  const known = helpers.length === 0 ? [] : [`helper ${helpers.join(', ')}`];
  return { state: 'good', name: path, more: [plural(registries, 'registry', 'registries'), ...known].join(', ') };
}
