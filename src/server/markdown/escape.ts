/** Text from an image or a Dockerfile as Markdown. */
export { codeSpan, escapeMarkdown, pathSpan } from '../../core/words/markdown.ts';
