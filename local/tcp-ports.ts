import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** @returns a port of this machine that is free at present. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** @returns whether the port is listened on before the time (ms) is up, or `signal` aborts. */
export async function listensWithin(port: number, timeoutMs: number, signal: AbortSignal): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline && !signal.aborted) {
    if (await listens(port)) return true;
    await sleep(25);
  }
  return false;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      resolve(!isConnectedToItself(socket));
      socket.destroy();
    });
    socket.once('error', () => resolve(false)).once('close', () => resolve(false));
    socket.setTimeout(1000, () => socket.destroy());
  });
}

/**
 * Where nobody listens, the system may give a connection the very port that it asks for: then it reaches
 * itself (RFC 9293 §3.5, simultaneous open). It happens once in some ten thousand times, and starts ask
 * often.
 */
export function isConnectedToItself({ localPort, remotePort }: Socket): boolean {
  return localPort === remotePort;
}
