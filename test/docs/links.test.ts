import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import { root } from '../support/runCli.ts';

/** Every page of the project: where it leads is there. */
const pages = ['', 'docs', 'docs/rules', 'sample', 'test/fixtures/images'].flatMap((folder) =>
  readdirSync(join(root, folder)).flatMap((name) => (name.endsWith('.md') ? [join(folder, name)] : [])),
);
const markdown = new MarkdownIt({ html: true });

describe.each(pages)('%s', (page) => {
  const { links, paths } = read(page);

  it('leads to pages, headings and pictures that are there', () => {
    expect(links.filter((link) => !leadsSomewhere(page, link))).toEqual([]);
  });

  it('names files that are there', () => {
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

it('every page of docs, and every picture, is led to from another page', () => {
  const led = new Set(
    pages.flatMap((page) =>
      read(page)
        .links.map((link) => pathOf(page, link))
        .filter((path) => path !== page),
    ),
  );
  const files = readdirSync(join(root, 'docs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)).replaceAll('\\', '/'));
  expect(files.length).toBeGreaterThan(10);
  // Those of rules are led to by what the rules report.
  expect(files.filter((file) => !led.has(file) && !file.startsWith('docs/rules/'))).toEqual([]);
});

it('the README’s pictures are small enough to be looked at, and its links survive outside of the checkout', () => {
  for (const link of read('README.md').links.filter((link) => /\.(png|gif)$/.test(link))) {
    expect([link, statSync(join(root, link)).size < 3_000_000]).toEqual([link, true]);
  }
  // npm and the marketplace make addresses of relative links with it.
  expect(manifest.repository.url).toMatch(/^git\+https:\/\/.+\.git$/);
});

interface Page {
  readonly links: readonly string[];
  /** What code spans call by a path in the checkout. */
  readonly paths: readonly string[];
  readonly anchors: readonly string[];
}

function read(page: string): Page {
  const tokens = markdown.parse(readFileSync(join(root, page), 'utf8'), {});
  const all = tokens.flatMap((token) => [token, ...(token.children ?? [])]);
  const html = all.filter(({ type }) => type === 'html_inline' || type === 'html_block');
  return {
    links: [
      ...all
        .map((token) => String(token.attrGet(token.type === 'image' ? 'src' : 'href') ?? ''))
        .filter((link) => link !== ''),
      ...html.flatMap(({ content }) => Array.from(content.matchAll(/\b(?:src|href)="([^"]*)"/g), ([, link]) => link)),
    ],
    paths: all
      .filter(({ type, content }) => type === 'code_inline' && PATH.test(content))
      .map(({ content }) => content),
    anchors: anchorsOf(tokens.flatMap((token, at) => (token.type === 'heading_open' ? [tokens[at + 1].content] : []))),
  };
}

const PATH = /^(?:src|test|docs|bench|packaging|sample|media|l10n|\.ci)\/[\w/-]+(?:\.\w+)*$/;

/** As GitHub makes them: https://github.com/Flet/github-slugger */
function anchorsOf(headings: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return headings.map((heading) => {
    const anchor = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
}

function leadsSomewhere(page: string, link: string): boolean {
  if (/^[a-z]+:/.test(link)) return URL.canParse(link) && /^(?:https:|mailto:)/.test(link);
  const path = pathOf(page, link);
  if (!existsSync(join(root, path))) return false;
  const [, anchor = ''] = link.split('#');
  return anchor === '' || read(path).anchors.includes(decodeURIComponent(anchor));
}

/** In the checkout. */
function pathOf(page: string, link: string): string {
  const [path] = link.split('#');
  const from = resolve(root, dirname(page));
  return relative(root, path === '' ? join(root, page) : resolve(from, decodeURIComponent(path))).replaceAll('\\', '/');
}
