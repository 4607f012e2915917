import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packTar } from '../../test/support/packTar.ts';

export const STEPS = 60;
export const LINES = STEPS * 5 + 1;
const FILES = 20;

/** Writes an OCI layout of as many layers as steps, each of which covers some files of the one before. Gives its Dockerfile. */
export async function layeredImage(folder: string): Promise<string> {
  const layout = join(folder, 'image');
  await mkdir(join(layout, 'blobs', 'sha256'), { recursive: true });
  const blob = async (bytes: Uint8Array | string): Promise<{ digest: string; size: number }> => {
    const hash = createHash('sha256').update(bytes).digest('hex');
    await writeFile(join(layout, 'blobs', 'sha256', hash), bytes);
    return { digest: `sha256:${hash}`, size: bytes.length };
  };
  const layers = [];
  for (let step = 0; step < STEPS; step++) layers.push(await blob(await layerOf(step)));
  const config = await blob(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
      history: layers.map((_, step) => ({ created_by: `RUN /bin/sh -c ${command(step, ' ')} # buildkit` })),
    }),
  );
  const manifest = await blob(JSON.stringify({ schemaVersion: 2, config, layers: layers.map(withType) }));
  await writeFile(join(layout, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [manifest] }));
  await writeFile(join(layout, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  const lines = layers.map((_, step) => `# step ${step}\nRUN ${command(step, ' \\\n    ')}`);
  return ['FROM scratch', ...lines, ''].join('\n');
}

function withType(descriptor: { readonly digest: string; readonly size: number }) {
  return { mediaType: 'application/vnd.oci.image.layer.v1.tar', ...descriptor };
}

function layerOf(step: number): Promise<Uint8Array> {
  const names = Array.from({ length: FILES }, (_, file) => `srv/${step * (FILES / 2) + file}`);
  return packTar(names.map((name) => ({ name, mtime: new Date(0), content: `${step} ${'x'.repeat(2000)}` })));
}

/** Of four lines. */
function command(step: number, gap: string): string {
  return [`install package-${step}`, `&& configure ${step}`, '&& clean', '&& true'].join(gap);
}
