import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rules } from '../../../src/core/findings/rules.ts';

const folder = join(import.meta.dirname, '../../../docs/rules');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const sections = ['## What it saw', '## Why it costs', '## What to do', '## When it speaks'];

it.each(rules.map((rule) => [rule.name, rule] as const))('%s has its page', (name) => {
  const page = read(`${name}.md`);
  expect(page.split('\n')[0]).toBe(`# ${name}`);
  expect(page.split('\n').filter((line) => line.startsWith('## '))).toEqual(sections);
  expect(page.indexOf('❌')).toBeGreaterThan(0);
  expect(page.indexOf('✅')).toBeGreaterThan(page.indexOf('❌'));
});

it('the table of rules has each with its title and severity, in their order', () => {
  const rows = read('README.md')
    .split('\n')
    .filter((line) => line.startsWith('| ['));
  expect(rows).toEqual(rules.map(({ name, title, severity }) => `| [${name}](${name}.md) | ${title} | ${severity} |`));
});

it('those that speak always are named', () => {
  const always = rules.filter((rule) => rule.always === true).map(({ name }) => name);
  const [, named] = /not about bytes \(([^)]+)\)/s.exec(read('README.md')) ?? [];
  expect(named.split(/,\s+/)).toEqual(always);
});

it('all links between the pages lead somewhere', () => {
  const pages = readdirSync(folder);
  for (const page of pages) {
    const links = Array.from(read(page).matchAll(/\]\(([\w-]+\.md)/g), ([, link]) => link);
    for (const link of links) expect(pages, `${page} links to ${link}`).toContain(link);
  }
});

it('rules have names in words, each its own', () => {
  const names = rules.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/);
});
