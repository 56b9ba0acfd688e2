import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { intakeJobsHandler } from '../../functions/intake-jobs/handler.ts';
import { receiveResponsesHandler } from '../../functions/receive-responses/handler.ts';
import type { HttpHandler, HttpRequest } from '../../shared/http/http.ts';
import { ACCEPT_ALL } from '../../shared/http/push-auth.ts';
import {
  answerBody,
  closeDeadLetters,
  setAsideBy,
  submission,
  type TestGateway,
  TOPICS,
  testGateway,
} from '../fixtures.ts';
import { bytes, headers, runs, text } from './arbitraries.ts';
import { mustStayCalm } from './calm.ts';

let gateway: TestGateway;
let receive: HttpHandler;
let intake: HttpHandler;
beforeEach(() => {
  gateway = testGateway();
  receive = receiveResponsesHandler(gateway, ACCEPT_ALL);
  intake = intakeJobsHandler(gateway, ACCEPT_ALL);
});

const requestOf = (body: Buffer | object, headers: Record<string, string> = {}): HttpRequest => ({
  method: 'POST',
  target: '/',
  headers,
  body: Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body)),
});
const wrapped = (data: Buffer, messageId: string) => ({
  message: { data: data.toString('base64'), messageId, attributes: { 'a b': '\uD800' } },
});

/** The three envelopes of Pub/Sub, the third in both its modes (docs/protocol.md §7.3). */
const ENVELOPES: Readonly<Record<string, (data: Buffer, messageId: string) => HttpRequest>> = {
  wrapped: (data, messageId) => requestOf(wrapped(data, messageId)),
  unwrapped: (data, messageId) => requestOf(data, { 'x-goog-pubsub-message-id': messageId, team: 'emea' }),
  'a binary CloudEvent': (data, messageId) =>
    requestOf(wrapped(data, messageId), { 'ce-type': 'x', 'ce-id': messageId, 'ce-specversion': '1.0' }),
  'a structured CloudEvent': (data, messageId) =>
    requestOf({ specversion: '1.0', type: 'x', id: messageId, data: wrapped(data, messageId) }),
};

describe.each(Object.entries(ENVELOPES))('a hostile message, pushed %s', (_name, envelop) => {
  it('is taken for an answer, or set aside byte for byte; a good one beside it is stored', async () => {
    let cases = 0;
    await fc.assert(
      fc.asyncProperty(bytes, async (data) => {
        cases += 1;
        const [setAside, stored] = [setAsideBy(gateway).length, gateway.store.records().length];
        const [bad, good] = await Promise.all([
          mustStayCalm(receive, envelop(data, `bad-${cases}`)),
          receive(envelop(Buffer.from(answerBody({ id: `good-${cases}` })), `good-${cases}`)),
        ]);
        expect([bad.status, good.status]).toEqual([204, 204]);
        expect(gateway.store.records().some(({ requestId }) => requestId === `good-${cases}`)).toBe(true);
        const isAnswer = gateway.store.records().length > stored + 1;
        const dead = setAsideBy(gateway).slice(setAside);
        if (!isAnswer) expect(dead.map((one) => one.data)).toEqual([data]);
      }),
      runs(0.06),
    );
  });

  it('is taken for a job, or set aside byte for byte; a good one beside it is requested', async () => {
    let cases = 0;
    await fc.assert(
      fc.asyncProperty(bytes, async (data) => {
        cases += 1;
        const [setAside, requested] = [
          setAsideBy(gateway).length,
          gateway.published.to(TOPICS.requests).length,
        ];
        const [bad, good] = await Promise.all([
          mustStayCalm(intake, envelop(data, `bad-${cases}`)),
          intake(envelop(Buffer.from(JSON.stringify(submission(`good-${cases}`))), `good-${cases}`)),
        ]);
        expect([bad.status, good.status]).toEqual([204, 204]);
        const requests = gateway.published.to(TOPICS.requests).slice(requested);
        expect(
          requests.some(({ message }) => message.attributes['modigieJobRequestId'] === `good-${cases}`),
        ).toBe(true);
        const dead = setAsideBy(gateway).slice(setAside);
        const isJob =
          requests.length > 1 ||
          gateway.events.at(-1)?.name === 'job.replayed' ||
          gateway.events.at(-2)?.name === 'job.replayed';
        if (!isJob) expect(dead.map((one) => one.data)).toEqual([data]);
      }),
      runs(0.04),
    );
  });
});

describe('a hostile push', () => {
  it('that is no envelope is set aside byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, headers, fc.constantFrom('receive', 'intake'), async (body, sent, which) => {
        await mustStayCalm(which === 'receive' ? receive : intake, requestOf(body, sent));
        expect(setAsideBy(gateway).some(({ data }) => data.equals(body))).toBe(true);
      }),
      runs(0.05),
    );
  });

  it('with any attributes is acknowledged, and what is set aside has room for the reason', async () => {
    const attributes = fc.dictionary(
      fc.oneof(
        fc.constantFrom('modigieJobDiscardReasonType', 'modigiePubsubMessageId', 'deadLetterReason'),
        text,
      ),
      text,
      {
        noNullPrototype: true,
        maxKeys: 120,
      },
    );
    const old = { modigiePubsubMessagePublishTime: '2020-01-01T00:00:00Z' };
    closeDeadLetters(gateway);
    await fc.assert(
      fc.asyncProperty(attributes, bytes, async (given, data) => {
        const before = gateway.published.to(TOPICS.deadLetters).length;
        const message = { data: data.toString('base64'), messageId: '1', attributes: { ...given, ...old } };
        expect((await mustStayCalm(receive, requestOf({ message }))).status).toBe(204);
        for (const { message: dead } of gateway.published.to(TOPICS.deadLetters).slice(before)) {
          expect(Object.keys(dead.attributes).length).toBeLessThanOrEqual(100);
          expect(dead.attributes['deadLetterReason']).toMatch(/^[a-z0-9-]+$/);
        }
      }),
      runs(0.05),
    );
  });
});
