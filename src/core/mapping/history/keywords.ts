/** https://docs.docker.com/reference/dockerfile/#overview, without FROM, which leaves no history entry. */
const keywords = new Set([
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
]);

/** Instructions that can change files, so can have a layer of their own. */
const makers = new Set(['ADD', 'COPY', 'RUN', 'WORKDIR']);

export function makesFiles(instruction: string): boolean {
  return makers.has(instruction);
}

export interface KeywordAndText {
  readonly instruction: string;
  readonly text: string;
}

/** Splits `COPY a b` into keyword and rest; null when it does not begin with a keyword of the Dockerfile language. */
export function splitKeyword(line: string): KeywordAndText | null {
  const [, word = '', text = ''] = /^\s*([A-Za-z]+)(?:\s+([\s\S]*))?$/.exec(line) ?? [];
  const instruction = word.toUpperCase();
  return keywords.has(instruction) ? { instruction, text } : null;
}
