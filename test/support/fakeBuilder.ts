import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from './imageBuilder.ts';

/**
 * A directory for the PATH with a `docker` that is a script: its buildx is of version 0.13, its engine has the classic store,
 * and `build` is what a build does, with the arguments in `$@`, `$metadata` and, of `type=oci`, `$dest`.
 */
export async function fakeDocker(build: string): Promise<string> {
  const directory = join(await temporaryDirectory(), 'bin');
  await mkdir(directory);
  const script = `#!/bin/sh
case "$1 $2" in
'--version ') echo 'Docker version 26.1.5, build a72d7cd'; exit ;;
'buildx version') echo 'github.com/docker/buildx 0.13.1 0.13.1'; exit ;;
'info --format') echo '[["Backing Filesystem","extfs"]]'; exit ;;
esac
for argument; do
  case $argument in
  --metadata-file=*) metadata=\${argument#--metadata-file=} ;;
  type=oci,dest=*) dest=\${argument#type=oci,dest=} ;;
  esac
done
${build}
`;
  await writeFile(join(directory, 'docker'), script);
  await chmod(join(directory, 'docker'), 0o755);
  return directory;
}
