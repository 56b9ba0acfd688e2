import { describe, expect, it } from 'vitest';
import type { OperationOrder } from '../../../client/operator.ts';
import { Operator } from '../../../client/operator.ts';
import type { FetchRequest } from '../../../client/options.ts';
import { OPERATION } from '../../../shared/api/operation-examples.ts';
import { answer } from './scripted.ts';

/** An operator whose gateway gives these answers in turn, and what it was sent. */
function scripted(...answers: unknown[]) {
  const sent: (FetchRequest & { readonly url: string })[] = [];
  const slept: number[] = [];
  const operator = new Operator({
    url: 'https://gateway.test',
    fetch: async (url, request) => {
      sent.push({ ...request, url });
      const [status, body] = (answers.shift() ?? [200, OPERATION.done]) as [number, unknown];
      return answer(status, body);
    },
    sleep: async (ms) => void slept.push(ms),
  });
  return { operations: operator.operations, sent, slept };
}

describe('an order', () => {
  it('is written as the gateway has it, and says why', async () => {
    const { operations, sent } = scripted([202, OPERATION.running]);
    const filter = {
      status: ['failed', 'canceled'],
      since: new Date('2026-03-01T09:00:00Z'),
      until: '2h',
      tag: undefined,
    };
    const order: OperationOrder = { kind: 'retry', filter, reason: 'OPS-311', limit: 7 };
    expect(await operations.start(order, { key: 'k' })).toEqual(OPERATION.running);
    expect(sent[0]).toMatchObject({
      method: 'POST',
      url: 'https://gateway.test/v1/operations',
      headers: { 'idempotency-key': 'k', 'content-type': 'application/json' },
    });
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      kind: 'retry',
      filter: { status: 'failed,canceled', since: '2026-03-01T09:00:00.000Z', until: '2h' },
      reason: 'OPS-311',
      limit: 7,
    });
  });

  it('of dead letters is written alike', async () => {
    const { operations, sent } = scripted([202, OPERATION.running]);
    const filter = { reason: 'over-budget', source: undefined, since: new Date('2026-03-01T09:00:00Z') };
    await operations.start({ kind: 'redrive', filter, dryRun: true });
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      kind: 'redrive',
      filter: { reason: 'over-budget', since: '2026-03-01T09:00:00.000Z' },
      dryRun: true,
    });
  });

  it('that is tried again has the same key, so that one operation comes of it', async () => {
    const { operations, sent } = scripted([503, {}], [503, {}], [202, OPERATION.running]);
    await operations.start({ kind: 'retry', all: true });
    await operations.start({ kind: 'retry', all: true });
    const keys = sent.map(({ headers }) => headers['idempotency-key']);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys.slice(0, 3)).toEqual([keys[0], keys[0], keys[0]]);
    expect(keys[3]).not.toBe(keys[0]);
  });
});

describe('an operation that is watched', () => {
  it('is given again and again, and the last time when it has ended', async () => {
    const { operations, sent, slept } = scripted([200, OPERATION.running], [200, OPERATION.running]);
    const states: string[] = [];
    for await (const { state } of operations.watch(OPERATION.done.id, { everyMs: 500 })) states.push(state);
    expect(states).toEqual(['running', 'running', 'done']);
    expect(slept).toEqual([500, 500]);
    expect(sent[0]?.url).toBe(`https://gateway.test/v1/operations/${OPERATION.done.id}`);
  });

  it('is no longer once its signal says so', async () => {
    const { operations } = scripted([200, OPERATION.running]);
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(operations.watch('op_1', { signal }).next()).rejects.toThrow('enough');
  });
});

describe('operations', () => {
  it('are listed page by page', async () => {
    const { operations, sent } = scripted(
      [200, { operations: [OPERATION.running], nextPageToken: 'next' }],
      [200, { operations: [OPERATION.done] }],
    );
    const ids: string[] = [];
    for await (const { state } of operations.list({ pageSize: 1 })) ids.push(state);
    expect(ids).toEqual(['running', 'done']);
    expect(sent.map(({ url }) => new URL(url).search)).toEqual(['?pageSize=1', '?pageSize=1&pageToken=next']);
  });

  it('are aborted with a reason, or without', async () => {
    const { operations, sent } = scripted([202, OPERATION.aborted], [202, OPERATION.aborted]);
    expect(await operations.abort('op_1', { reason: 'too many' })).toEqual(OPERATION.aborted);
    await operations.abort('op_1');
    expect(sent.map(({ body }) => body)).toEqual(['{"reason":"too many"}', undefined]);
    expect(sent[0]?.url).toBe('https://gateway.test/v1/operations/op_1:abort');
  });
});
