/**
 * For `node --import`: servers of the program are servers of this machine alone. functions-framework has no
 * option for an address, and so listens on all of them.
 */
import http from 'node:http';
import { LoopbackServer } from './loopback-server.ts';

Object.assign(http, {
  createServer: (...args: ConstructorParameters<typeof LoopbackServer>) => new LoopbackServer(...args),
});
