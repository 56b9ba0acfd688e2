import { describe, expect, it } from 'vitest';
import { allStarted, startProcess } from '../../../local/running-process.ts';
import { freePort } from '../../../local/tcp-ports.ts';

const LISTENING = (port: number) => `require('node:net').createServer().listen(${port}, '127.0.0.1')`;
const IDLE = 'console.log("idle"); setInterval(() => undefined, 1000)';

/** @returns whether a process with this number runs. */
function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function start(
  script: (port: number) => string,
  signal?: AbortSignal,
  onLine?: (line: string) => void,
) {
  const port = await freePort();
  const args = ['-e', script(port)];
  return startProcess({
    command: process.execPath,
    args,
    env: process.env,
    port,
    signal,
    ...(onLine && { onLine }),
  });
}

describe('a process that is started', () => {
  it('is there once it listens, and gone once it is stopped', async () => {
    const running = await start(LISTENING);
    expect(runs(running.pid)).toBe(true);
    await running.stop();
    expect(runs(running.pid)).toBe(false);
  });

  it('that ends before it listens is told with its last lines, and is waited for no longer', async () => {
    const script = () => 'console.log("no port for me"); process.exitCode = 1';
    await expect(start(script)).rejects.toThrow(/did not start:\nno port for me/);
  });

  it('and aborted before it listens is ended, and rejects with the reason', async () => {
    const controller = new AbortController();
    const pids: number[] = [];
    const script = () => `console.log(process.pid); ${IDLE}`;
    const starting = start(script, controller.signal, (line) => {
      if (pids.push(Number(line)) === 1) controller.abort(new Error('enough'));
    });
    await expect(starting).rejects.toThrow('enough');
    expect(pids.slice(0, 1).map(runs)).toEqual([false]);
  });

  it('and aborted beforehand is not started', async () => {
    await expect(start(LISTENING, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });
});

describe('several that are started at once', () => {
  it('are all there, in their order', async () => {
    const [first, second] = await allStarted([start(LISTENING), start(LISTENING)]);
    expect([first, second].map((running) => runs(running?.pid ?? 0))).toEqual([true, true]);
    await Promise.all([first?.stop(), second?.stop()]);
  });

  it('are all ended when one does not start', async () => {
    const pids: number[] = [];
    const other = start(
      (port) => `console.log(process.pid); ${LISTENING(port)}`,
      undefined,
      (line) => {
        pids.push(Number(line));
      },
    );
    await expect(allStarted([start(() => ''), other])).rejects.toThrow('did not start');
    expect(pids.map(runs)).toEqual([false]);
  });
});
