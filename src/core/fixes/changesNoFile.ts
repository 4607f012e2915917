/** Instructions that touch no file: what stands on either side of them meets the same files. */
export const CHANGES_NO_FILE: readonly string[] = [
  'ARG',
  'CMD',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'STOPSIGNAL',
];
