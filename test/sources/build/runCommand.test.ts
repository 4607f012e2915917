import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../../../src/sources/build/runCommand.ts';

const { env } = process;
const hasSessions = spawnSync('setsid', ['--version']).status === 0;
if (!hasSessions) console.warn('SKIPPED: ending programs in sessions of their own, for want of setsid');

async function run(
  script: string,
  signal = new AbortController().signal,
  onText: (text: string) => void = () => undefined,
) {
  let said = '';
  const code = await runCommand('sh', ['-c', script], {
    env,
    signal,
    onText: (text) => {
      said += text;
      onText(text);
    },
  });
  return { code, said };
}

describe('a program', () => {
  it('is run to its end, both of its outputs told', async () => {
    expect(await run('echo out; echo err >&2; exit 7')).toEqual({
      code: 7,
      said: expect.stringMatching(/out\n|err\n/) as string,
    });
  });

  it('gets no input', async () => {
    expect(await run('cat; echo end')).toEqual({ code: 0, said: 'end\n' });
  });

  it('is told apart from one that a signal ended', async () => {
    expect((await run('kill -9 $$')).code).toBeNull();
  });

  it('that is not there is an error of the system', async () => {
    const options = { env, signal: new AbortController().signal, onText: () => undefined };
    await expect(runCommand('no-such-program-here', [], options)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is not started when nobody wants it any more', async () => {
    await expect(run('exit 0', AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
  });

  it('ends with all that it started', async () => {
    const controller = new AbortController();
    const told: string[] = [];
    const running = run('sleep 1000 & (sleep 1000 & echo "$! $$"; wait) & wait', controller.signal, (text) => {
      told.push(text);
      controller.abort(new Error('enough'));
    });
    await expect(running).rejects.toThrow('enough');
    const pids = told.join('').trim().split(/\s+/);
    expect(pids).toHaveLength(2);
    for (const pid of pids) expect([pid, isRunning(pid)]).toEqual([pid, false]);
  });

  it.skipIf(!hasSessions)('ends with what it put into a session of its own', async () => {
    const controller = new AbortController();
    let told = '';
    const running = run('setsid sh -c \'trap "" TERM; echo $$; exec sleep 1000\' & wait', controller.signal, (text) => {
      told += text;
      controller.abort(new Error('enough'));
    });
    await expect(running).rejects.toThrow('enough');
    expect([told.trim(), isRunning(told.trim())]).toEqual([told.trim(), false]);
  });

  it('has its arguments as they are', async () => {
    let said = '';
    await runCommand('printf', ['%s|', '$(id)', 'a b', '; exit 3', '--', '*'], {
      env,
      signal: new AbortController().signal,
      onText: (text) => (said += text),
    });
    expect(said).toBe('$(id)|a b|; exit 3|--|*|');
  });
});

/** One that has ended may wait for its parent. */
function isRunning(pid: string): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' });
  return /^[^Z]/.test(stdout.trim());
}
