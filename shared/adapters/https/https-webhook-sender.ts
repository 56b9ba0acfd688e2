import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { WebhookRequest, WebhookSender } from '../../ports/webhook-sender.ts';
import type { ReceiverAnswer } from '../../webhooks/verdict.ts';
import { setLongTimer } from '../system/long-timer.ts';
import type { GuardedAgents } from './guarded-agents.ts';

/** How long (ms) an answer is waited for, from the first byte out to the last one of its headers. */
export const ANSWERS_WITHIN_MS = 15_000;
/** Bytes of an answer's body that are taken from the line, so that the connection can be kept. */
const MOST_TAKEN = 1_024;
/** How long (ms) they may take, and the rest of a request whose answer came before its end. */
const DRAINED_WITHIN_MS = 1_000;

interface SenderOptions {
  readonly agents: GuardedAgents;
  readonly answersWithinMs?: number;
}

/** Posts over HTTP/1.1 and TLS. */
export class HttpsWebhookSender implements WebhookSender {
  readonly #agents: GuardedAgents;
  readonly #answersWithinMs: number;

  constructor({ agents, answersWithinMs = ANSWERS_WITHIN_MS }: SenderOptions) {
    this.#agents = agents;
    this.#answersWithinMs = answersWithinMs;
  }

  async post(request: WebhookRequest): Promise<ReceiverAnswer> {
    const first = await this.#try(request);
    // The receiver has closed a kept connection as it was used: nothing was wrong with it.
    return first === 'connection-was-closed' ? this.#tryAnew(request) : first;
  }

  async #tryAnew(request: WebhookRequest): Promise<ReceiverAnswer> {
    const second = await this.#try(request);
    return second === 'connection-was-closed' ? { error: 'ECONNRESET' } : second;
  }

  #try({ url, headers, body }: WebhookRequest): Promise<ReceiverAnswer | 'connection-was-closed'> {
    return new Promise((resolve) => {
      const options = {
        method: 'POST',
        headers: { ...headers, 'content-length': String(body.length) },
      };
      const sending = url.startsWith('https:')
        ? httpsRequest(url, { ...options, agent: this.#agents.https })
        : httpRequest(url, { ...options, agent: this.#agents.http });
      const stopWaiting = setLongTimer(() => {
        resolve({ error: 'TIMEOUT' });
        sending.destroy();
      }, this.#answersWithinMs);
      const end = (answer: ReceiverAnswer | 'connection-was-closed') => {
        stopWaiting();
        resolve(answer);
      };
      sending.once('response', (response) => {
        end({ status: response.statusCode ?? 0 });
        drain(response, sending);
      });
      sending.on('error', (error) =>
        end(wasClosed(sending, error) ? 'connection-was-closed' : codeOf(error)),
      );
      // An upgrade that was not asked for ends without an error.
      sending.once('close', () => end({ error: 'ECONNRESET' }));
      sending.end(body);
    });
  }
}

/**
 * The status has said all: a short body is thrown away, a long or slow one is not waited for. Nor is a
 * receiver that has answered, and reads no more of the request: it would keep its connection for ever.
 */
function drain(response: IncomingMessage, sending: ClientRequest): void {
  let taken = 0;
  const timer = setTimeout(() => sending.destroy(), DRAINED_WITHIN_MS);
  response.on('data', (chunk: Buffer) => {
    taken += chunk.length;
    if (taken > MOST_TAKEN) sending.destroy();
  });
  // A connection that breaks off here changes nothing.
  response.on('error', () => undefined);
  sending.once('close', () => clearTimeout(timer));
}

function wasClosed(sending: ClientRequest, error: NodeJS.ErrnoException): boolean {
  return sending.reusedSocket && ['ECONNRESET', 'EPIPE'].includes(error.code ?? '');
}

/** @returns the code alone: a message may name addresses within the company */
function codeOf(error: Error & { code?: unknown; errors?: unknown }): ReceiverAnswer {
  // Several addresses were tried, each with an error of its own.
  const [first] = Array.isArray(error.errors) ? (error.errors as { code?: unknown }[]) : [];
  return { error: String(error.code ?? first?.code ?? 'UNKNOWN') };
}
