/**
 * Names of files that hold keys, tokens and passwords. By the name alone: what is in a file is nobody's business.
 * Of a file that is called so and holds none, such as `.env.example`, nothing is said.
 */
export function sensitiveKind(path: string): string | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (HARMLESS.test(name)) return null;
  return KINDS.find(({ pattern }) => pattern.test(path))?.kind ?? null;
}

const HARMLESS = /\.(?:example|sample|template|tmpl|dist|defaults?|schema|md|pub)$/i;

const KINDS: readonly { readonly kind: string; readonly pattern: RegExp }[] = [
  { kind: 'environment file', pattern: /(?:^|\/)\.env(?:\.[^/]+)?$/i },
  { kind: 'private key', pattern: /(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/ },
  {
    kind: 'private key',
    pattern: /\.(?:key|ppk|p8)$|(?:^|\/)(?:private|privkey|server|tls|client)[^/]*\.pem$|[-_.]key\.pem$/i,
  },
  { kind: 'key store', pattern: /\.(?:p12|pfx|jks|keystore|kdbx)$/i },
  { kind: 'SSH configuration', pattern: /(?:^|\/)\.ssh\/[^/]+$/ },
  { kind: 'GnuPG keys', pattern: /(?:^|\/)\.gnupg\/|(?:^|\/)secring\.gpg$/ },
  {
    kind: 'package registry token',
    pattern: /(?:^|\/)\.(?:npmrc|yarnrc|pypirc)$|(?:^|\/)\.(?:cargo|gem)\/credentials(?:\.toml)?$/,
  },
  { kind: 'password file', pattern: /(?:^|\/)(?:[._]netrc|\.pgpass|\.my\.cnf|\.htpasswd|\.git-credentials)$/ },
  { kind: 'cloud credentials', pattern: /(?:^|\/)(?:\.aws\/credentials|\.azure\/.*\.json|\.config\/gcloud\/.*)$/ },
  { kind: 'cloud credentials', pattern: /(?:^|\/)(?:service[-_]?account[^/]*|[^/]*credentials)\.json$/i },
  { kind: 'registry login', pattern: /(?:^|\/)(?:\.docker\/config\.json|\.dockercfg|\.dockerconfigjson)$/ },
  { kind: 'cluster login', pattern: /(?:^|\/)(?:\.kube\/config|[^/]*kubeconfig(?:\.ya?ml)?)$/i },
  { kind: 'token', pattern: /(?:^|\/)(?:\.vault-token|[^/]*\.token|\.terraformrc)$/i },
  { kind: 'secrets', pattern: /(?:^|\/)\.?secrets?\.(?:ya?ml|json|toml|txt|properties)$/i },
  { kind: 'infrastructure state', pattern: /\.tfstate(?:\.backup)?$|(?:^|\/)terraform\.tfvars$/i },
];
