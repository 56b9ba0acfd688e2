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
 * @throws Error with its last lines when it ends, or does not listen within a minute
 */
export async function startProcess({
  command,
  args,
  env,
  port,
  onLine,
}: ProcessOptions): Promise<RunningProcess> {
  const child = spawn(command, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const lastLines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lastLines.push(line);
      if (lastLines.length > 20) lastLines.shift();
      onLine?.(line);
    });
  }
  const ended = new Promise<false>((resolve) =>
    child.once('exit', () => resolve(false)).once('error', () => resolve(false)),
  );
  if (await Promise.race([listensWithin(port, START_TIMEOUT_MS), ended]))
    return { port, pid: child.pid ?? 0, signal: (name) => signalGroup(child, name), stop: () => stop(child) };
  await stop(child);
  throw new Error(`${command} did not start:\n${lastLines.join('\n')}`);
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
