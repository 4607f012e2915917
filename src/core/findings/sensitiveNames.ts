import { OTHERS_FILES } from './othersFiles.ts';
import type { PathKind } from './rule.ts';

/**
 * Files that hold secrets, by their names: in an image, and in a build context that is about to be sent. Nobody looks into
 * them, so only names are here that hardly anything else has. Certificates and public keys are no secrets.
 */
export const sensitiveNames = [
  sensitive('env-file', {
    names: ['.env', '.env.*', '.envrc'],
    not: [
      '.env.example',
      '.env.*.example',
      '.env.sample',
      '.env.template',
      '.env.dist',
      '.env.defaults',
      '.env.schema',
    ],
  }),
  sensitive('private-key', {
    names: [
      ...['id_rsa', 'id_dsa', 'id_ecdsa', 'id_ed25519', 'id_ecdsa_sk', 'id_ed25519_sk', 'ssh_host_*_key'],
      ...['*.key', '*key.pem', 'private*.pem', '*.ppk', '*.p12', '*.pfx', '*keystore.jks'],
    ],
    // Package archives are signed: their keys are public. A presentation of macOS is a `.key`, too, but large.
    not: [
      '*pub*.key',
      '*pub*.pem',
      '*sign*.key',
      '*gpg*.key',
      '*release*.key',
      '*archive*.key',
      'ssl-cert-snakeoil.key',
    ],
    notIn: [
      'etc/apt',
      'etc/ssl/certs',
      'etc/pki/rpm-gpg',
      'usr/share/keyrings',
      'usr/share/ca-certificates',
      '**/testdata',
    ],
    maxBytes: 64_000,
  }),
  sensitive('credentials', {
    names: [
      ...[
        '.npmrc',
        '.pypirc',
        '.netrc',
        '_netrc',
        '.git-credentials',
        '.config/git/credentials',
        '.config/gh/hosts.yml',
      ],
      ...['.docker/config.json', '.dockercfg', 'containers/auth.json', '.kube/config', 'kubeconfig'],
      ...['.aws/credentials', '.config/gcloud/application_default_credentials.json', '.config/gcloud/credentials.db'],
      ...['.azure/accessTokens.json', '.azure/msal_token_cache.*', '.s3cfg', '.boto', '.config/rclone/rclone.conf'],
      ...['service-account*.json', 'service_account*.json', 'serviceAccountKey*.json', 'client_secret*.json'],
      ...['.cargo/credentials', '.cargo/credentials.toml', '.gem/credentials', '.composer/auth.json'],
      ...['.config/composer/auth.json', '.config/pypoetry/auth.toml', '.m2/settings.xml', '.m2/settings-security.xml'],
      ...[
        '.gradle/gradle.properties',
        '.pgpass',
        '.my.cnf',
        '.htpasswd',
        '.vault-token',
        'secrets.yml',
        'secrets.yaml',
      ],
      ...['secrets.json', '.terraformrc', '.terraform.d/credentials.tfrc.json'],
    ],
  }),
  sensitive('terraform-state', {
    names: ['*.tfstate', '*.tfstate.backup', '*.tfvars', '*.tfvars.json'],
    not: ['*example*.tfvars', '*sample*.tfvars'],
  }),
  sensitive('shell-history', {
    names: [
      '.bash_history',
      '.zsh_history',
      '.ash_history',
      '.sh_history',
      '.mysql_history',
      '.psql_history',
      '.rediscli_history',
    ],
  }),
] as const satisfies readonly PathKind[];

interface Names {
  /** Wherever they are; the last component is a file's. */
  readonly names: readonly string[];
  /** Of these, not meant after all. */
  readonly not?: readonly string[];
  readonly notIn?: readonly string[];
  readonly maxBytes?: number;
}

/** An empty file holds nothing. */
function sensitive<Kind extends string>(kind: Kind, { names, not = [], notIn = [], maxBytes }: Names) {
  const paths = [
    ...names.map((name) => `**/${name}`),
    ...not.map((name) => `!**/${name}`),
    ...notIn.map((folder) => `!${folder}`),
    ...OTHERS_FILES,
  ];
  return { kind, paths, as: 'file', minBytes: 1, ...(maxBytes === undefined ? {} : { maxBytes }) } as const;
}
