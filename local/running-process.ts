import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { listensWithin } from './tcp-ports.ts';

export interface ProcessOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** The port on which it is going to listen. */
  readonly port: number;
  readonly onLine?: (line: string) => void;
  /** Ends a start that is on its way. */
  readonly signal?: AbortSignal | undefined;
}

export interface RunningProcess {
  readonly port: number;
  readonly pid: number;
  /** Sends a signal to the process and all that it started. */
  signal(name: NodeJS.Signals): void;
  /** Ends the process, by force if need be, and waits until it has ended. */
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 5_000;

/** The processes that run: none outlives this one. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL');
});

/**
 * Starts a process in a group of its own and waits until it listens.
 * @throws Error with its last lines when it ends, or does not listen within a minute; or the reason of
 * `signal`
 */
export async function startProcess({
  command,
  args,
  env,
  port,
  onLine,
  signal,
}: ProcessOptions): Promise<RunningProcess> {
  signal?.throwIfAborted();
  const child = spawn(command, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  // Only then has all been read that it wrote.
  const closed = new Promise((resolve) => child.once('close', resolve).once('error', resolve));
  const lastLines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lastLines.push(line);
      if (lastLines.length > 20) lastLines.shift();
      onLine?.(line);
    });
  }
  const ended = new AbortController();
  child.once('exit', () => ended.abort()).once('error', () => ended.abort());
  const hopeless = signal ? AbortSignal.any([ended.signal, signal]) : ended.signal;
  if (await listensWithin(port, START_TIMEOUT_MS, hopeless))
    return { port, pid: child.pid ?? 0, signal: (name) => signalGroup(child, name), stop: () => stop(child) };
  await stop(child);
  signal?.throwIfAborted();
  await closed;
  throw new Error(`${command} did not start:\n${lastLines.join('\n')}`);
}

/**
 * Waits for a start of several processes at once.
 * @throws what the first of them threw, when all others have been stopped
 */
export async function allStarted<T extends { stop(): Promise<void> }>(starts: Promise<T>[]): Promise<T[]> {
  try {
    return await Promise.all(starts);
  } catch (error) {
    const settled = await Promise.allSettled(starts);
    await Promise.all(settled.map((one) => (one.status === 'fulfilled' ? one.value.stop() : undefined)));
    throw error;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  // A stopped process (SIGSTOP) takes no SIGTERM before it goes on.
  signalGroup(child, 'SIGCONT');
  signalGroup(child, 'SIGTERM');
  const force = setTimeout(() => signalGroup(child, 'SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(force);
  signalGroup(child, 'SIGKILL');
}

function signalGroup({ pid }: ChildProcess, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch (error) {
    // The process is gone already.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
