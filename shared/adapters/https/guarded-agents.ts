/** Connections that go to no blocked address: checked as they are made, once a name has become an address. */
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import type { Duplex } from 'node:stream';
import { addressOf } from '../../webhooks/address-ranges.ts';
import { blockedRanges } from '../../webhooks/blocked-addresses.ts';
import { sharedLookup } from './shared-lookup.ts';

export interface GuardOptions {
  /** Ranges, as CIDRs, that would be blocked else. */
  readonly allowed: readonly string[];
  /** Instead of the system's, for tests. */
  readonly lookup?: net.LookupFunction | undefined;
  /** Certificate authorities instead of the platform's, for tests. */
  readonly ca?: string | undefined;
}

export interface GuardedAgents {
  readonly http: http.Agent;
  readonly https: https.Agent;
  /** Ends the connections that are kept. */
  close(): void;
}

/** A connection that is kept was checked when it was made, by this very list: it needs no second look. */
const KEPT = { keepAlive: true, maxFreeSockets: 20, scheduling: 'lifo' } as const;

/** How long (ms) a connection may take, all addresses of a name together. */
const CONNECTS_WITHIN_MS = 10_000;

/** Opens a connection, by the options of an agent. */
type Connect = (options: http.ClientRequestArgs) => net.Socket;

/**
 * @returns agents whose connections are refused with ERR_IP_BLOCKED where every address of a name is blocked.
 * `https.request` passes over its option `blockList` without a word (Node.js 24), `net.connect` does not
 */
export function guardedAgents({ allowed, lookup, ca }: GuardOptions): GuardedAgents {
  const blockList = blockListWithout(allowed);
  const looksUp = sharedLookup(lookup);
  const connect: Connect = ({ host, port }) =>
    net.connect({
      host: host ?? '',
      port: Number(port),
      autoSelectFamily: true,
      blockList,
      lookup: looksUp,
    });
  const agents = { http: new GuardedHttpAgent(connect), https: new GuardedHttpsAgent(connect, ca) };
  return {
    ...agents,
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

class GuardedHttpAgent extends http.Agent {
  readonly #connect: Connect;

  constructor(connect: Connect) {
    super(KEPT);
    this.#connect = connect;
  }

  override createConnection(options: http.ClientRequestArgs, created: Created): undefined {
    whenConnected(this.#connect(options), created, (socket) => socket);
  }
}

class GuardedHttpsAgent extends https.Agent {
  readonly #connect: Connect;

  constructor(connect: Connect, ca: string | undefined) {
    super({ ...KEPT, ...(ca !== undefined && { ca }) });
    this.#connect = connect;
  }

  override createConnection(options: https.RequestOptions, created: Created): undefined {
    whenConnected(this.#connect(options), created, (socket) => {
      // The rest is that of every agent: TLS over a socket that is there, and sessions that are resumed.
      const overIt: https.RequestOptions = Object.assign({}, options, { socket });
      return super.createConnection(overIt) as Duplex;
    });
  }
}

type Created = (error: Error | null, socket: Duplex) => void;

/**
 * TLS begins once the connection stands. Begun before, it would hold the handle of the first address, which
 * Node.js 24 replaces when it goes on to the next: and then the process ends with a segmentation fault.
 */
function whenConnected(socket: net.Socket, created: Created, secured: (socket: net.Socket) => Duplex): void {
  const timeOut = () =>
    socket.destroy(Object.assign(new Error('No connection in time'), { code: 'ETIMEDOUT' }));
  // Also of a connection that breaks off later: whatever uses it is told by itself.
  socket.on('error', (error) => created(error, socket));
  socket.setTimeout(CONNECTS_WITHIN_MS, timeOut);
  socket.once('connect', () => {
    socket.setTimeout(0).off('timeout', timeOut);
    socket.removeAllListeners('error').on('error', () => undefined);
    created(null, secured(socket));
  });
}

function blockListWithout(allowed: readonly string[]): net.BlockList {
  const list = new net.BlockList();
  for (const { family, from, to } of blockedRanges(allowed))
    list.addRange(addressOf(family, from), addressOf(family, to), family);
  return list;
}
