import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { BuildOutput, ImageChanged, InitializationOptions, serverRequests } from '../../src/protocol/serverRequests.ts';
import { parseSettings } from '../../src/server/settings/settings.ts';
import { root } from '../support/runCli.ts';

const protocol = readFileSync(`${root}docs/protocol.md`, 'utf8');
const editors = readFileSync(`${root}docs/editors.md`, 'utf8');

/** The JSON below each heading: what is asked, then what is answered. */
const sections = protocol.split(/^### layerwise\//m).slice(1);
const examples = new Map(
  sections.map((section) => {
    const blocks = Array.from(section.matchAll(/```json\n([\s\S]*?)```/g), ([, json]): unknown => JSON.parse(json));
    return [/^\w+/.exec(section)?.[0] ?? '', blocks];
  }),
);

describe('docs/protocol.md', () => {
  it('has every request and notification, and no other', () => {
    expect([...examples.keys()].toSorted()).toEqual(
      [...Object.keys(serverRequests), 'imageChanged', 'buildOutput'].toSorted(),
    );
  });

  it.each(Object.entries(serverRequests))('shows %s as its schemas are', (name, { params, result }) => {
    const [asked, answered] = examples.get(name) ?? [];
    expect(v.safeParse(params, asked).issues).toBeUndefined();
    expect(v.safeParse(result, answered).issues).toBeUndefined();
  });

  it('shows the notifications as their schemas are', () => {
    expect(v.safeParse(ImageChanged, examples.get('imageChanged')?.[0]).issues).toBeUndefined();
    expect(v.safeParse(BuildOutput, examples.get('buildOutput')?.[0]).issues).toBeUndefined();
  });

  it('names every initialization option', () => {
    const named = Array.from(protocol.matchAll(/^\| `(\w+)` \|/gm), ([, name]) => name);
    expect(named).toEqual(Object.keys(InitializationOptions.entries));
  });
});

describe('docs/editors.md', () => {
  it('has every setting with its default', () => {
    const rows = Array.from(
      editors.matchAll(/^\| `([\w.]+)` \| `(.*?)` \|/gm),
      ([, name, value]): [string, unknown] => [name, JSON.parse(value)],
    );
    expect(Object.fromEntries(rows)).toEqual(defaults());
  });
});

/** By their dotted names, as they are written; globs are read from an object into a list. */
function defaults(): Record<string, unknown> {
  const { images, ...settings } = parseSettings({}).settings;
  expect(images).toEqual([]);
  return { images: {}, ...dotted(settings) };
}

function dotted(settings: object, prefix = ''): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]: [string, unknown]): [string, unknown][] =>
      typeof value === 'object' && value !== null && Object.keys(value).length > 0
        ? Object.entries(dotted(value, `${prefix}${name}.`))
        : [[prefix + name, value]],
    ),
  );
}
