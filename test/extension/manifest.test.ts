import { readdirSync, readFileSync } from 'node:fs';
import { decode } from 'fast-png';
import { expect, test } from 'vitest';
import { parseSettings } from '../../src/server/settings/settings.ts';
import { root } from '../support/runCli.ts';

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly extensionKind: readonly string[];
  readonly capabilities: unknown;
  readonly icon: string;
  readonly galleryBanner: { readonly color: string };
  readonly categories: readonly string[];
  readonly keywords: readonly string[];
  readonly license: string;
  readonly description: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly icon?: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly group?: string }[]>>;
    readonly keybindings: readonly { readonly command: string }[];
    readonly colors: readonly { readonly id: string }[];
    readonly configuration: readonly { readonly properties: Readonly<Record<string, Setting>> }[];
    readonly walkthroughs: readonly { readonly steps: readonly { readonly media: Media }[] }[];
  };
}

interface Setting {
  readonly default: unknown;
  readonly scope?: string;
  readonly markdownDescription?: string;
}

interface Media {
  readonly svg: string;
  readonly altText: string;
}

/** Of https://code.visualstudio.com/api/references/extension-manifest, those that may be ours. */
const CATEGORIES = ['Programming Languages', 'Linters', 'Visualization', 'Data Science', 'Testing', 'Other'];

const text = readFileSync(`${root}package.json`, 'utf8');
const manifest = JSON.parse(text) as Manifest;
const sources = filesBelow(`${root}src/extension`).map((file) => readFileSync(file, 'utf8'));
const { commands, menus, keybindings, configuration, colors } = manifest.contributes;
const names = commands.map(({ command }) => command);

test('every command is registered, and every one that is registered has a title', () => {
  const register = sources.find((source) => source.includes('export const commands')) ?? '';
  const registered = [...register.matchAll(/'(layerwise\.\w+)':/g)].map(([, name]) => name);
  expect(registered.sort()).toEqual([...names].sort());
});

test('menus and keys name commands that exist', () => {
  const used = [...Object.values(menus).flat(), ...keybindings].map(({ command }) => command);
  expect(used.filter((command) => !names.includes(command))).toEqual([]);
});

test('every text of the manifest has its words, and none is left over', () => {
  const words = JSON.parse(readFileSync(`${root}package.nls.json`, 'utf8')) as Record<string, string>;
  const used = [...text.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
  expect([...new Set(used)].sort()).toEqual(Object.keys(words).sort());
});

test('links in welcome texts and the walkthrough lead to commands of ours', () => {
  const words = readFileSync(`${root}package.nls.json`, 'utf8');
  const linked = [...words.matchAll(/\(command:([\w.]+)\)/g)].map(([, command]) => command);
  const views = ['layerwise.steps.focus', 'layerwise.files.focus', 'layerwise.waste.focus'];
  expect(linked.filter((command) => !names.includes(command) && !views.includes(command))).toEqual([]);
});

test('buttons have icons', () => {
  const isButton = ({ group = '' }: { readonly group?: string }): boolean => /^(navigation|inline)/.test(group);
  const buttons = Object.values(menus)
    .flat()
    .filter(isButton)
    .map(({ command }) => command);
  expect(buttons.length).toBeGreaterThan(5);
  expect(commands.filter(({ command, icon }) => buttons.includes(command) && icon === undefined)).toEqual([]);
});

test('the marketplace has what it shows: an icon, a banner, categories it knows, words to find it by, a licence', () => {
  const { icon, galleryBanner, categories, keywords, license, description } = manifest;
  const { width, height } = decode(readFileSync(root + icon));
  expect([width, height].every((size) => size >= 128 && size === width)).toBe(true);
  expect(galleryBanner.color).toMatch(/^#[0-9a-f]{6}$/);
  expect(categories.filter((category) => !CATEGORIES.includes(category))).toEqual([]);
  // It takes no more.
  expect(keywords.length).toBeLessThanOrEqual(30);
  expect(new Set(keywords).size).toBe(keywords.length);
  expect(readFileSync(`${root}LICENSE`, 'utf8')).toMatch(new RegExp(`^${license} License`));
  expect(description.length).toBeLessThanOrEqual(200);
});

test('settings say what they are, and of what they are', () => {
  const settings = configuration.flatMap(({ properties }) => Object.entries(properties));
  const wanting = settings.filter(([, { scope, markdownDescription }]) => !scope || !markdownDescription);
  expect(wanting).toEqual([]);
});

test('the walkthrough has pictures, and words for those who do not see them', () => {
  const media = manifest.contributes.walkthroughs.flatMap(({ steps }) => steps.map((step) => step.media));
  expect(media.length).toBeGreaterThan(3);
  for (const { svg, altText } of media) {
    expect(readFileSync(root + svg, 'utf8')).toMatch(/^<svg/);
    expect(altText).toMatch(/^%walkthrough\.\w+\.alt%$/);
  }
});

test('nothing runs at start-up, and where what is declared runs, workspaces may be untrusted, virtual and remote', () => {
  expect(manifest.activationEvents.filter((event) => /^(\*|onStartupFinished)$/.test(event))).toEqual([]);
  expect(manifest.extensionKind).toEqual(['workspace']);
  expect(manifest.capabilities).toMatchObject({
    untrustedWorkspaces: { supported: 'limited', description: '%untrusted%' },
    virtualWorkspaces: { supported: 'limited', description: '%virtual%' },
  });
});

test('the defaults of settings are those that the server has', () => {
  const defaults: Record<string, unknown> = {};
  for (const { properties } of configuration) {
    for (const [name, { default: value }] of Object.entries(properties))
      defaults[name.replace('layerwise.', '')] = value;
  }
  const { settings, problems } = parseSettings(defaults);
  expect(problems).toEqual([]);
  expect(settings).toEqual(parseSettings({}).settings);
});

test('colours that are used are contributed', () => {
  const used = sources.flatMap((source) => [...source.matchAll(/'(layerwise\.\w+Foreground)'/g)].map(([, id]) => id));
  expect(used.filter((id) => !colors.some((color) => color.id === id))).toEqual([]);
  expect(used.length).toBe(colors.length);
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`);
}
