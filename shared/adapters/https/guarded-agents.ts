/** Connections that go to no blocked address: checked as they are made, once a name has become an address. */
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import { addressOf } from '../../webhooks/address-ranges.ts';
import { blockedRanges } from '../../webhooks/blocked-addresses.ts';

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

/** Opens a connection, by the options of an agent. */
type Connect = (options: http.ClientRequestArgs) => net.Socket;

/**
 * @returns agents whose connections are refused with ERR_IP_BLOCKED where every address of a name is blocked.
 * `https.request` passes over its option `blockList` without a word (Node.js 24), `net.connect` does not
 */
export function guardedAgents({ allowed, lookup, ca }: GuardOptions): GuardedAgents {
  const blockList = blockListWithout(allowed);
  const connect: Connect = ({ host, port }) =>
    net.connect({
      host: host ?? '',
      port: Number(port),
      autoSelectFamily: true,
      blockList,
      ...(lookup && { lookup }),
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

  override createConnection(options: http.ClientRequestArgs): Duplex {
    return this.#connect(options);
  }
}

class GuardedHttpsAgent extends https.Agent {
  readonly #connect: Connect;

  constructor(connect: Connect, ca: string | undefined) {
    super({ ...KEPT, ...(ca !== undefined && { ca }) });
    this.#connect = connect;
  }

  override createConnection(options: https.RequestOptions): Duplex {
    const host = options.host ?? '';
    // No certificate is asked for by an address (RFC 6066 §3).
    const servername = options.servername || (net.isIP(host) === 0 ? host : '');
    return tls.connect({ ...(options as tls.ConnectionOptions), socket: this.#connect(options), servername });
  }
}

function blockListWithout(allowed: readonly string[]): net.BlockList {
  const list = new net.BlockList();
  for (const { family, from, to } of blockedRanges(allowed))
    list.addRange(addressOf(family, from), addressOf(family, to), family);
  return list;
}
