import { expect, it } from 'vitest';
import { findings } from '../../../../src/core/findings/findings.ts';
import { findSightings } from '../../../../src/core/findings/findSightings.ts';
import { secretsInLayer as rule } from '../../../../src/core/findings/rules/secretsInLayer.ts';
import { file, type LayerMember, whiteout } from '../../../support/members.ts';
import { kindSeen, said, seen, treeOf } from '../seen.ts';

it.each<[string, string | null]>([
  ['app/.env', 'env-file'],
  ['.env.production', 'env-file'],
  ['app/.envrc', 'env-file'],
  ['app/.env.example', null],
  ['app/.env.local.example', null],
  ['app/.env.template', null],
  ['app/.env/lib/python3/site.py', null],
  ['app/src/environment.ts', null],
  ['root/.ssh/id_rsa', 'private-key'],
  ['root/.ssh/id_ed25519', 'private-key'],
  ['root/.ssh/id_rsa.pub', null],
  ['root/.ssh/known_hosts', null],
  ['etc/ssh/ssh_host_ed25519_key', 'private-key'],
  ['etc/ssh/ssh_host_ed25519_key.pub', null],
  ['app/tls/server.key', 'private-key'],
  ['app/tls/privkey.pem', 'private-key'],
  ['app/tls/server-key.pem', 'private-key'],
  ['app/client.p12', 'private-key'],
  ['app/tls/cert.pem', null],
  ['app/tls/fullchain.pem', null],
  ['app/tls/server.crt', null],
  ['app/jwt/public-key.pem', null],
  ['app/jwt/pubkey.pem', null],
  ['etc/ssl/certs/ca-certificates.crt', null],
  ['etc/ssl/certs/Some_Root_key.pem', null],
  ['usr/share/ca-certificates/mozilla/ISRG_Root_X1.crt', null],
  ['usr/lib/python3/dist-packages/certifi/cacert.pem', null],
  ['usr/local/lib/python3.12/test/certdata/ssl_key.pem', null],
  ['app/node_modules/https-proxy/test/server.key', null],
  ['etc/apt/keyrings/docker.key', null],
  ['tmp/nginx_signing.key', null],
  ['etc/apk/keys/alpine-devel@lists.alpinelinux.org-4a6a0840.rsa.pub', null],
  ['etc/pki/rpm-gpg/RPM-GPG-KEY-redhat', null],
  ['app/monkey.js', null],
  ['root/.npmrc', 'credentials'],
  ['usr/local/lib/node_modules/npm/.npmrc', null],
  ['root/.netrc', 'credentials'],
  ['root/.aws/credentials', 'credentials'],
  ['root/.aws/config', null],
  ['root/.docker/config.json', 'credentials'],
  ['app/docker/config.json', null],
  ['home/me/.kube/config', 'credentials'],
  ['root/.git-credentials', 'credentials'],
  ['root/.gitconfig', null],
  ['root/.m2/settings.xml', 'credentials'],
  ['app/service-account-prod.json', 'credentials'],
  ['app/package.json', null],
  ['infra/terraform.tfstate', 'terraform-state'],
  ['infra/prod.tfvars', 'terraform-state'],
  ['infra/prod.example.tfvars', null],
  ['infra/main.tf', null],
  ['root/.ssh/deploy', 'private-key'],
  ['root/.ssh/authorized_keys', null],
  ['root/.gnupg/private-keys-v1.d/0A.key', 'private-key'],
  ['root/.gnupg/pubring.kbx', null],
  ['app/AuthKey_1.p8', 'private-key'],
  ['app/release.keystore', 'private-key'],
  ['app/truststore.jks', null],
  ['usr/lib/jvm/lib/security/cacerts.p12', null],
  ['app/vault.kdbx', 'private-key'],
  ['run/deploy.token', 'credentials'],
  ['app/grammar.tokens', null],
  ['app/conf/secrets.toml', 'credentials'],
  ['app/charts/web/templates/secret.yaml', null],
  ['app/gcp-credentials.json', 'credentials'],
  ['app/.dockerconfigjson', 'credentials'],
  ['usr/lib/python3/dist-packages/x/credentials.json', null],
  ['root/.bash_history', 'shell-history'],
  ['root/.bashrc', null],
])('%s: %s', (path, kind) => {
  expect(kindSeen(rule, path)).toBe(kind);
});

it('sees none in an empty file, nor in a large one with the suffix of a key', () => {
  expect(kindSeen(rule, 'app/.env', '')).toBeNull();
  expect(kindSeen(rule, 'app/talk.key', 'x'.repeat(64_001))).toBeNull();
});

it.each<[string, LayerMember[][], string[]]>([
  ['deleted later', [[file('.env', '12')], [whiteout('.env')]], ['0>1 env-file 2 B: .env in .env']],
  [
    'overwritten later',
    [[file('.env', '12')], [file('.env', '1')]],
    ['0>1 env-file 2 B: .env in .env', '1 env-file 1 B: .env in .env'],
  ],
  ['several', [[file('a/.env', '12'), file('.env', '1')]], ['0 env-file 3 B: a/.env .env in a/.env .env']],
])('%s', (_, stack, expected) => {
  expect(seen(rule, ...stack)).toEqual(expected);
});

it('says plainly who can read it, also when it is gone', () => {
  const stack = [[file('.env', '12')], [whiteout('.env'), file('id_rsa', '1'), file('b/id_rsa', '1')]];
  expect(said(rule, ...stack)).toEqual([
    '.env is an environment file, which may hold secrets: line 10 takes it out of sight, but who has the image can still read it in what line 00 ships',
    'b/id_rsa, id_rsa are private keys by their names: who has the image can read them',
  ]);
});

it('is told however small, with the name made harmless', () => {
  const tree = treeOf([[file('large', 'x'.repeat(1000)), file('\u001b[2J\u202e/.env', '1')]]);
  const sightings = findSightings(tree, { rules: [rule] });
  const [finding, ...more] = findings({ sightings, shippedBytes: 1001, mapped: null });
  expect(more).toEqual([]);
  expect(finding.message).toBe(
    '\\x1b[2J\\u202e/.env is an environment file, which may hold secrets: who has the image can read it',
  );
});
