/** Bytes to a server of this machine, as no client library would send them. */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Sends each part, a moment apart, until an answer begins.
 * @returns all that comes back before the connection ends
 */
export async function rawExchange(port: number, parts: Iterable<string>): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  socket.on('data', (data) => {
    heard += data;
  });
  socket.on('error', () => undefined);
  const ended = new Promise((resolve) => socket.once('close', resolve));
  for (const part of parts) {
    if (socket.destroyed || heard !== '') break;
    socket.write(part);
    await sleep(50);
  }
  await ended;
  return heard;
}
