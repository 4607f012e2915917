import MarkdownIt from 'markdown-it';

/** A generous renderer: HTML is let through, addresses become links, and links may go anywhere. */
const renderer = new MarkdownIt({ html: true, linkify: true });
renderer.validateLink = () => true;

export function render(markdown: string): string {
  return renderer.render(markdown);
}

/** The names of all elements that come out, and the targets of links, images and the like. */
export function elementsOf(markdown: string): {
  readonly names: readonly string[];
  readonly targets: readonly string[];
} {
  const html = render(markdown);
  const names = [...html.matchAll(/<\/?([a-z!?][a-z0-9-]*)/gi)].map(([, name]) => name.toLowerCase());
  const targets = [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, target]) => unescape(target));
  return { names: [...new Set(names)].sort(), targets };
}

/** What a person reads. */
export function textOf(markdown: string): string {
  return unescape(render(markdown).replaceAll(/<\/?(?:p|code)>/g, '')).replace(/\n$/, '');
}

function unescape(html: string): string {
  return html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
