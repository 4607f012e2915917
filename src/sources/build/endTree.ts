import { type ChildProcess, spawn, spawnSync } from 'node:child_process';

/**
 * Ends a program that was started as the leader of a group, with all that it started. Podman and Buildah leave the process of
 * a RUN behind, in a session of its own, where nothing but SIGKILL reaches it: it is the first of its PID namespace.
 */
export function endTree({ pid }: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    const options = { stdio: 'ignore', windowsHide: true } as const;
    spawn('taskkill', ['/pid', String(pid), '/t', '/f'], options).on('error', () => undefined);
    return;
  }
  for (const outside of outsiders(pid)) kill(outside, 'SIGKILL');
  kill(-pid, signal);
}

/** Descendants of the leader of a group that are not in it. */
function outsiders(leader: number): readonly number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,pgid='], { encoding: 'utf8' });
  // Null where there is no such program.
  const rows = ((stdout as string | null) ?? '').split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const found = new Set([leader]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const [pid, parent] of rows)
      if (pid !== undefined && parent !== undefined && found.has(parent)) found.add(pid);
  }
  return rows.flatMap(([pid, , group]) => (pid !== undefined && found.has(pid) && group !== leader ? [pid] : []));
}

function kill(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}
