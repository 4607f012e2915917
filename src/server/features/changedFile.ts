import { dirname, join, resolve } from 'node:path';
import type { TextEdit } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import type { AddedLines } from '../../core/fixes/fix.ts';
import { fileOfUri } from '../editor/uri.ts';
import type { Files } from '../images/files.ts';
import { textPositions } from './textPositions.ts';

/** A file beside the Dockerfile that a fix adds lines to. */
export interface ChangedFile {
  readonly uri: string;
  readonly isNew: boolean;
  readonly edit: TextEdit;
}

/** What is larger is no list of patterns. */
const MAXIMUM_BYTES = 1024 * 1024;

/**
 * Where lines for .dockerignore go, and how. Null where the build context is not certain: what is to be ignored must be
 * there. A file that is for this Dockerfile alone goes before the context's.
 * https://docs.docker.com/build/concepts/context/#dockerignore-files
 *
 * @param context The folder of the build context, from that of the Dockerfile, which it is by default.
 */
export async function changedFile(
  dockerfileUri: string,
  { name, lines }: AddedLines,
  context: string | null,
  files: Files,
): Promise<ChangedFile | null> {
  const dockerfile = fileOfUri(dockerfileUri);
  if (dockerfile === null || /^~|\$\{/.test(context ?? '')) return null;
  const folder = resolve(dirname(dockerfile), context ?? '.');
  for (const line of lines) if ((await files.stat(join(folder, line))) === null) return null;
  const own = `${dockerfile}${name}`;
  const path = (await files.stat(own)) === null ? join(folder, name) : own;
  const text = await files.readFile(path, MAXIMUM_BYTES);
  const known = new Set(text?.split(/\r?\n/).map((line) => line.trim().replace(/^\/|\/$/g, '')));
  const missing = lines.filter((line) => !known.has(line));
  if (missing.length === 0) return null;
  return { uri: URI.file(path).toString(), isNew: text === null, edit: appending(text ?? '', missing) };
}

/** The same for a file of which the path is known, where all lines have something to say. */
export async function fileWithLines(path: string, lines: readonly string[], files: Files): Promise<ChangedFile> {
  const text = await files.readFile(path, MAXIMUM_BYTES);
  return { uri: URI.file(path).toString(), isNew: text === null, edit: appending(text ?? '', lines) };
}

/** At the end, where no later pattern takes a line back. */
function appending(text: string, lines: readonly string[]): TextEdit {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const position = textPositions(text).positionAt(text.length);
  const start = text === '' || text.endsWith('\n') ? '' : lineBreak;
  return { range: { start: position, end: position }, newText: start + lines.map((line) => line + lineBreak).join('') };
}
