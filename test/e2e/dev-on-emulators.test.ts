/** `dev --emulators` as a user has it: what it prints, how Ctrl-C ends it, and what that leaves: nothing. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { rawExchange } from '../unit/local/raw-exchange.ts';
import { LOOPBACK, listeningAddresses } from './listening-addresses.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'cli', 'main.js');

/** As `fetch` can send none of them on. */
const ODD_REQUESTS = [
  'GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close, Upgrade\r\nUpgrade: websocket\r\n\r\n',
  'GET http://x/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
  'TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
];

const groups: number[] = [];
afterEach(() => {
  for (const group of groups.splice(0)) signalGroup(group, 'SIGKILL');
});

function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // It has ended.
  }
}

/** Starts it in a group of processes of its own, as a terminal does, and ends it as Ctrl-C does. */
function start() {
  const mark = randomUUID();
  const child = spawn(process.execPath, [MAIN, 'dev', '--emulators', '--port', '0'], {
    detached: true,
    env: { ...process.env, DEV_UNDER_TEST: mark },
  });
  const group = child.pid ?? 0;
  groups.push(group);
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', (chunk) => {
      printed[name] += chunk;
    });
  const done = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { mark, printed, done, interrupt: () => signalGroup(group, 'SIGINT') };
}

/** @returns the processes that inherited the mark; none where the system has no /proc. */
async function processesOf(mark: string): Promise<string[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const marked = await Promise.all(
    pids.map(async (pid) =>
      (await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')).includes(mark) ? [pid] : [],
    ),
  );
  return marked.flat();
}

const commandOf = (pid: string) => readFile(`/proc/${pid}/cmdline`, 'utf8');

/** Of two emulators, five functions and the address that is printed, no socket is for other machines. */
async function expectStackOnLoopback(pids: readonly string[]): Promise<void> {
  expect((await Promise.all(pids.map(commandOf))).join()).toContain('java');
  const addresses = await listeningAddresses(pids);
  expect(addresses.length).toBeGreaterThanOrEqual(8);
  expect(addresses.filter((address) => !LOOPBACK.includes(address))).toEqual([]);
}

async function waitFor(probe: () => boolean): Promise<void> {
  for (let tries = 0; !probe(); tries += 1) {
    if (tries > 2400) throw new Error('It did not happen in 240 s.');
    await sleep(100);
  }
}

describe.skipIf(!inject('emulators'))('dev --emulators', { timeout: 300_000 }, () => {
  it.each([0, 1500])('interrupted %i ms after it began to start stops, and leaves no process', async (ms) => {
    const { mark, printed, done, interrupt } = start();
    await waitFor(() => printed.stdout.includes('Building and starting'));
    await sleep(ms);
    interrupt();
    expect(await done).toBe(0);
    expect(printed).toEqual({
      stdout: expect.stringMatching(
        /^Google's emulators let in [^…]*Building and starting, some seconds …\nStopped\.\n$/,
      ),
      stderr: '',
    });
    await expect.poll(() => processesOf(mark), { timeout: 5_000 }).toEqual([]);
  });

  it('serves one address and prints no other; interrupted, it leaves no process', async () => {
    const { mark, printed, done, interrupt } = start();
    await waitFor(() => printed.stdout.includes('Ctrl-C stops it.'));
    const url = /at (http:\S+)/.exec(printed.stdout)?.[1];
    expect((await fetch(`${url}/health`)).status).toBe(200);
    expect(printed.stdout.match(/let in any web page.*no real leads/gs)).toHaveLength(1);
    for (const odd of ODD_REQUESTS)
      expect(await rawExchange(Number(new URL(url ?? '').port), [odd])).toMatch(/^HTTP\/1.1 [24]\d\d /);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    if (process.platform === 'linux') await expectStackOnLoopback(await processesOf(mark));
    interrupt();
    expect(await done).toBe(0);
    expect(printed.stdout.endsWith('Stopped.\n')).toBe(true);
    expect(printed.stderr).not.toMatch(/Serving function|http:\/\/localhost/);
    await expect.poll(() => processesOf(mark), { timeout: 5_000 }).toEqual([]);
  });
});
