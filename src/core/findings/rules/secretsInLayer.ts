import type { Rule } from '../rule.ts';
import { type SensitiveKind, sensitiveNames } from '../sensitiveNames.ts';
import { pathsText } from '../sentences.ts';

/** What they are by their names, one and many. */
const WHAT: Readonly<Record<SensitiveKind, readonly [one: string, many: string]>> = {
  'env-file': ['an environment file, which may hold secrets', 'environment files, which may hold secrets'],
  'private-key': ['a private key by its name', 'private keys by their names'],
  credentials: ['a place for passwords and tokens', 'places for passwords and tokens'],
  'terraform-state': ['a state of Terraform, which holds secrets', 'states of Terraform, which hold secrets'],
  'shell-history': ['a history of what was typed', 'histories of what was typed'],
};

export const secretsInLayer: Rule = {
  name: 'secrets-in-layer',
  title: 'Secrets in a layer',
  severity: 'warning',
  always: true,
  sees: { by: 'path', kinds: sensitiveNames, alsoHidden: true },
  message(sighting, { place }) {
    const { kind, files, hiddenBy, layer } = sighting;
    const [one, many] = WHAT[kind as SensitiveKind];
    const what = files === 1 ? `is ${one}` : `are ${many}`;
    const still = files === 1 ? 'it' : 'them';
    return hiddenBy === null
      ? `${pathsText(sighting)} ${what}: who has the image can read ${still}`
      : `${pathsText(sighting)} ${what}: ${place(hiddenBy)} takes ${still} out of sight, but who has the image can still read ${still} in what ${place(layer)} ships`;
  },
  advice: () =>
    'Keep it out of the build context with .dockerignore, hand it in with RUN --mount=type=secret where a build needs it, and renew what it held: removing it later does not help.',
};
