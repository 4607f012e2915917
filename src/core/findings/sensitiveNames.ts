import { OTHERS_FILES } from './othersFiles.ts';
import type { PathKind } from './rule.ts';

/**
 * Files that hold secrets, by their names: in an image, and in a build context that is about to be sent. Nobody looks into
 * them, so only names are here that hardly anything else has. Certificates and public keys are no secrets.
 */
const TABLE = [
  {
    kind: 'env-file',
    what: 'environment file',
    names: ['.env', '.env.*', '.envrc'],
    not: ['example', 'sample', 'template', 'tmpl', 'dist', 'default', 'defaults', 'schema', 'md'].flatMap((end) => [
      `.env.${end}`,
      `.env.*.${end}`,
    ]),
  },
  {
    kind: 'private-key',
    what: 'private key',
    names: [
      ...['id_rsa', 'id_dsa', 'id_ecdsa', 'id_ed25519', 'id_ecdsa_sk', 'id_ed25519_sk', 'ssh_host_*_key', '.ssh/*'],
      ...['*.key', '*key.pem', 'private*.pem', 'privkey*.pem', '*.ppk', '*.p8'],
    ],
    not: [
      ...['.ssh/*.pub', '.ssh/known_hosts*', '.ssh/authorized_keys*', '.ssh/config', '.ssh/rc', '.ssh/.gitkeep'],
      // Package archives are signed: their keys are public. A presentation of macOS is a `.key`, too, but large.
      ...['*pub*.key', '*pub*.pem', '*sign*.key', '*gpg*.key', '*release*.key', '*archive*.key'],
      'ssl-cert-snakeoil.key',
    ],
  },
  {
    kind: 'private-key',
    what: 'key store',
    names: ['*.p12', '*.pfx', '*.jks', '*.keystore', '*.kdbx'],
    // Of certificates alone, and those that tools make for trying things out, whose passwords everybody knows.
    not: [
      ...['*trust*.p12', '*trust*.pfx', '*trust*.jks', '*trust*.keystore', 'cacerts.*'],
      ...['debug.keystore', '*TemporaryKey.pfx'],
    ],
  },
  {
    kind: 'private-key',
    what: 'GnuPG keys',
    names: ['.gnupg/private-keys-v1.d/*', 'secring.gpg'],
  },
  {
    kind: 'credentials',
    what: 'package registry token',
    names: [
      ...['.npmrc', '.pypirc', '.cargo/credentials', '.cargo/credentials.toml', '.gem/credentials'],
      ...['.composer/auth.json', '.config/composer/auth.json', '.config/pypoetry/auth.toml'],
      ...['.m2/settings.xml', '.m2/settings-security.xml', '.gradle/gradle.properties'],
    ],
  },
  {
    kind: 'credentials',
    what: 'password file',
    names: ['.netrc', '_netrc', '.git-credentials', '.config/git/credentials', '.pgpass', '.my.cnf', '.htpasswd'],
  },
  {
    kind: 'credentials',
    what: 'cloud credentials',
    names: [
      ...['.aws/credentials', '.s3cfg', '.boto', '.config/rclone/rclone.conf'],
      ...['.config/gcloud/application_default_credentials.json', '.config/gcloud/legacy_credentials/*/adc.json'],
      ...['.config/gcloud/credentials.db', '.config/gcloud/access_tokens.db'],
      ...['.azure/accessTokens.json', '.azure/msal_token_cache.*', '.azure/service_principal_entries.*'],
      ...['service-account*.json', 'service_account*.json', 'serviceAccount*.json', 'client_secret*.json'],
      '*credentials.json',
    ],
  },
  {
    kind: 'credentials',
    what: 'registry login',
    names: ['.docker/config.json', '.dockercfg', '.dockerconfigjson', 'containers/auth.json'],
  },
  {
    kind: 'credentials',
    what: 'cluster login',
    names: ['.kube/config', 'kubeconfig', '*.kubeconfig', 'kubeconfig.yaml', 'kubeconfig.yml'],
  },
  {
    kind: 'credentials',
    what: 'token',
    names: ['.vault-token', '*.token', '.config/gh/hosts.yml', '.terraformrc', '.terraform.d/credentials.tfrc.json'],
    not: ['.config/go/telemetry/local/upload.token'],
  },
  {
    kind: 'credentials',
    what: 'secrets',
    names: ['secret', 'secrets', '.secrets'].flatMap((name) =>
      ['yml', 'yaml', 'json', 'toml', 'txt', 'properties'].map((end) => `${name}.${end}`),
    ),
    // Charts have the place for a secret there, not the secret.
    not: ['templates/secret*'],
  },
  {
    kind: 'terraform-state',
    what: 'infrastructure state',
    names: ['*.tfstate', '*.tfstate.backup'],
  },
  {
    kind: 'terraform-state',
    what: 'infrastructure variables',
    names: ['*.tfvars', '*.tfvars.json'],
    not: ['*example*.tfvars', '*sample*.tfvars'],
  },
  {
    kind: 'shell-history',
    what: 'shell history',
    names: [
      ...['.bash_history', '.zsh_history', '.ash_history', '.sh_history'],
      ...['.mysql_history', '.psql_history', '.rediscli_history'],
    ],
  },
] as const satisfies readonly Names[];

interface Names {
  /** Those of one kind are one finding. */
  readonly kind: string;
  /** What a file seems to be. */
  readonly what: string;
  /** Wherever they are; the last component is a file's. */
  readonly names: readonly string[];
  /** Of these, not meant after all. */
  readonly not?: readonly string[];
}

export type SensitiveKind = (typeof TABLE)[number]['kind'];

/** Where what is called like a key is none, or is nobody's: what tests are made with, anyone may see. */
const NO_KEYS = [
  ...['etc/apt', 'etc/ssl/certs', 'etc/pki/rpm-gpg', 'etc/pki/ca-trust', 'usr/share/keyrings'],
  ...['usr/share/ca-certificates', '**/testdata', '**/test_data', '**/python№.№/test'],
];

/** Where others' programs are with all their tests. */
const OTHERS_PROGRAMS = ['!**/google-cloud-sdk'];

/** Larger is no key and no store of some. */
const LARGEST_KEY = 64_000;

/** For what is found in an image: one for each `kind`. */
export const sensitiveNames: readonly PathKind[] = [...new Set(TABLE.map(({ kind }) => kind))].map((kind) =>
  pathKind(
    kind,
    TABLE.filter((row) => row.kind === kind),
  ),
);

/** For a single file: one for each `what`. */
export const sensitiveFiles: readonly PathKind[] = TABLE.map((row) => pathKind(row.what, [row]));

function pathKind(kind: string, rows: readonly Names[]): PathKind {
  const isKey = rows.some((row) => row.kind === 'private-key');
  const paths = [
    ...rows.flatMap(({ names }) => names.map((name) => `**/${name}`)),
    ...rows.flatMap(({ not = [] }) => not.map((name) => `!**/${name}`)),
    ...(isKey ? NO_KEYS : []).map((folder) => `!${folder}`),
    ...OTHERS_FILES,
    ...OTHERS_PROGRAMS,
  ];
  return { kind, paths, as: 'file', ...(isKey ? { maxBytes: LARGEST_KEY } : {}) };
}
