import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { placeOf } from '../../../src/sources/imagePlace.ts';
import { temporaryDirectory } from '../../support/imageBuilder.ts';

const engine = (name: string, kind: 'docker' | 'podman' | null = null) => ({ kind: 'engine', name, engine: kind });
const file = (path: string) => ({ kind: 'file', path });

it.each([
  ['docker://web', engine('web', 'docker')],
  ['podman://localhost/web:1', engine('localhost/web:1', 'podman')],
  ['web', engine('web')],
  ['registry.example:5000/team/web:1.0', engine('registry.example:5000/team/web:1.0')],
  ['web@sha256:0123', engine('web@sha256:0123')],
  ['sha256:0123', engine('sha256:0123')],
  ['0123456789ab', engine('0123456789ab')],
  ['web.tar', file('web.tar')],
  ['./web', file('./web')],
  ['../web', file('../web')],
  ['/no/web', file('/no/web')],
  ['C:\\web', file('C:\\web')],
  ['', file('')],
  ['oci:no', file('no')],
  ['docker-archive:no:1.0', file('no:1.0')],
  ['registry://registry.example:5000/web:1', { kind: 'registry', name: 'registry.example:5000/web:1' }],
  ['registry://', { kind: 'registry', name: '' }],
  ['oci-archive:C:\\web.tar', file('C:\\web.tar')],
])('%j', async (reference, expected) => {
  expect(await placeOf(reference)).toEqual(expected);
});

it('what is there is a file, with a tag behind it if need be', async () => {
  const path = join(await temporaryDirectory(), 'web');
  await writeFile(path, '');
  expect(await placeOf(path)).toEqual(file(path));
  expect(await placeOf(`oci:${path}`)).toEqual(file(path));
  expect(await placeOf(`docker-archive:${path}:1.0`)).toEqual({ ...file(path), tag: '1.0' });
});
