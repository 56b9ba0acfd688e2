import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { freePort, isConnectedToItself, listensWithin } from '../../../local/tcp-ports.ts';

const NEVER = new AbortController().signal;

describe('a port', () => {
  it('is listened on once a server is there', async () => {
    const port = await freePort();
    expect(await listensWithin(port, 60, NEVER)).toBe(false);
    const server = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1');
    await once(server, 'listening');
    expect(await listensWithin(port, 5_000, NEVER)).toBe(true);
    server.close();
  });

  it.runIf(process.platform === 'linux')(
    'may be reached by a connection to itself, which is no server',
    async () => {
      const port = await freePort();
      const socket = connect({ port, localPort: port, host: '127.0.0.1', localAddress: '127.0.0.1' });
      await once(socket, 'connect');
      expect(isConnectedToItself(socket)).toBe(true);
      socket.destroy();
    },
  );

  it('that is asked for no longer is not waited for', async () => {
    const asked = new AbortController();
    asked.abort();
    expect(await listensWithin(await freePort(), 60_000, asked.signal)).toBe(false);
  });
});
