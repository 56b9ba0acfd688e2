import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { GatewayError, GatewayUnreachable } from '../../../client/index.ts';
import { JOB } from '../../../shared/api/examples.ts';
import { START, submission } from '../../fixtures.ts';
import { type Answer, answer, COMPLETED, failureOf, refusal, scripted } from './scripted.ts';

const BROKEN = new TypeError('fetch failed');
const get = async (answers: readonly Answer[], options?: Parameters<typeof scripted>[1]) => {
  const script = scripted(answers, options);
  const error = await failureOf(script.gateway.jobs.get('lead-1'));
  return { ...script, error, tries: script.requests.length };
};

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('a failed try', () => {
  it('is followed by another ever later, up to 8 s, until there were enough', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(1);
    const { sleeps, tries, error } = await get([BROKEN], { maxRetries: 6 });
    expect(sleeps).toEqual([500, 1000, 2000, 4000, 8000, 8000]);
    expect(tries).toBe(7);
    expect(error).toBeInstanceOf(GatewayUnreachable);
  });

  it('is followed by another at random, so that many clients do not come back at once', async () => {
    vi.spyOn(Math, 'random').mockReturnValueOnce(0.25).mockReturnValueOnce(0);
    expect((await get([BROKEN, BROKEN, COMPLETED])).sleeps).toEqual([125, 0]);
  });

  it('is followed by four others, unless the client was told otherwise', async () => {
    expect((await get([refusal('unavailable')])).tries).toBe(5);
    expect((await get([refusal('unavailable')], { maxRetries: 0 })).tries).toBe(1);
  });

  it.each([408, 425, 429, 500, 502, 503, 504])('with status %i is followed by another', async (status) => {
    const { tries, error } = await get([answer(status, 'Later, please.'), COMPLETED]);
    expect([tries, error]).toEqual([2, undefined]);
  });

  it.each([400, 401, 403, 404, 405, 409, 413, 415, 422])('with status %i is the last', async (status) => {
    const { tries, error } = await get([answer(status, 'No.'), COMPLETED]);
    expect([tries, error]).toEqual([1, expect.any(GatewayError)]);
  });

  it.each([
    'over-budget',
    'request-id-reused',
    'not-retryable',
    'invalid',
  ] as const)('that the gateway calls %s is the last', async (type) => {
    const { tries, error } = await get([refusal(type), COMPLETED]);
    expect([tries, error]).toEqual([1, expect.objectContaining({ type, retryable: false })]);
  });

  it.each([
    ['seconds', '17', 17_000],
    ['no seconds at all', '0', 0],
    ['a date', new Date(START + 42_000).toUTCString(), 42_000],
    ['a date that has passed', new Date(START - 42_000).toUTCString(), 0],
    ['the longest that is waited for', '60', 60_000],
  ])('is followed by another after Retry-After: %s', async (_name, header, ms) => {
    const { sleeps, error } = await get([refusal('unavailable', { 'retry-after': header }), COMPLETED]);
    expect([sleeps, error]).toEqual([[ms], undefined]);
  });

  it('is the last when the gateway asks for more than a minute: the error says how long', async () => {
    const { tries, error } = await get([refusal('unavailable', { 'retry-after': '61' }), COMPLETED]);
    expect([tries, error]).toEqual([1, expect.objectContaining({ retryAfterMs: 61_000, retryable: true })]);
  });

  it('is waited after as ever when Retry-After says nothing', async () => {
    const { sleeps } = await get([refusal('unavailable', { 'retry-after': 'soon' }), COMPLETED]);
    expect(sleeps).toHaveLength(1);
    expect(sleeps[0]).toBeLessThanOrEqual(500);
  });

  it('is told of, with the one that follows', async () => {
    const { retries, sleeps } = await get([BROKEN, refusal('unavailable'), COMPLETED]);
    expect(retries).toEqual([
      { operation: 'getJob', error: expect.any(GatewayUnreachable), tries: 1, delayMs: sleeps[0] },
      { operation: 'getJob', error: expect.any(GatewayError), tries: 2, delayMs: sleeps[1] },
    ]);
  });

  it("waits by the platform's timers unless it is given others", async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { gateway, requests } = scripted([refusal('unavailable', { 'retry-after': '5' }), COMPLETED], {
      sleep: undefined,
    });
    const call = gateway.jobs.get('lead-1');
    await vi.advanceTimersByTimeAsync(4999);
    expect(requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect([await call, requests.length]).toEqual([JOB.completed, 2]);
  });

  it('is followed by the same request, byte for byte', async () => {
    const { gateway, requests } = scripted([BROKEN, refusal('unavailable'), COMPLETED]);
    await gateway.jobs.submit({ jobType: 'enrichMobile', payload: {} });
    expect(new Set(requests.map(({ body }) => body)).size).toBe(1);
    expect(requests).toHaveLength(3);
  });
});

describe('a signal', () => {
  const reason = new Error('The user left.');

  it('ends a call before it begins', async () => {
    const { gateway, requests } = scripted([COMPLETED]);
    const { jobs } = gateway;
    expect(await failureOf(jobs.get('lead-1', { signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(requests).toEqual([]);
  });

  it('ends a try, whether or not fetch heeds it, and no other follows', async () => {
    const leaving = new AbortController();
    const { gateway, requests } = scripted([
      (request) => {
        expect(request.signal?.aborted).toBe(false);
        queueMicrotask(() => leaving.abort(reason));
        return new Promise(() => undefined);
      },
    ]);
    expect(await failureOf(gateway.jobs.submit(submission(), { signal: leaving.signal }))).toBe(reason);
    expect(requests).toHaveLength(1);
    expect(requests[0]?.signal?.aborted).toBe(true);
  });

  it.each([
    ['as soon as it aborts', queueMicrotask],
    ['when it has aborted before', (abort: () => void) => abort()],
  ])('ends the waiting between two tries %s, and leaves no timer behind', async (_when, soon) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const leaving = new AbortController();
    const { gateway, requests } = scripted([refusal('unavailable', { 'retry-after': '50' })], {
      sleep: undefined,
      onRetry: () => soon(() => leaving.abort(reason)),
    });
    expect(await failureOf(gateway.jobs.get('lead-1', { signal: leaving.signal }))).toBe(reason);
    expect(requests).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends a pause that does not heed it', async () => {
    const leaving = new AbortController();
    const { gateway } = scripted([refusal('unavailable')], {
      sleep: () => new Promise(() => undefined),
      onRetry: () => leaving.abort(reason),
    });
    expect(await failureOf(gateway.jobs.get('lead-1', { signal: leaving.signal }))).toBe(reason);
  });

  it('ends the waiting for a token', async () => {
    const leaving = new AbortController();
    const { gateway, requests } = scripted([COMPLETED], {
      auth: () => {
        queueMicrotask(() => leaving.abort(reason));
        return new Promise(() => undefined);
      },
    });
    expect(await failureOf(gateway.jobs.get('lead-1', { signal: leaving.signal }))).toBe(reason);
    expect(requests).toEqual([]);
  });

  it('that never aborts is let go of once the call is over', async () => {
    const { signal } = new AbortController();
    const { gateway, requests } = scripted([refusal('unavailable', { 'retry-after': '0' }), COMPLETED], {
      sleep: undefined,
    });
    await gateway.jobs.get('lead-1', { signal });
    expect(requests).toHaveLength(2);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('a try without an answer', () => {
  it('is given up when its time is up, and followed by another', async () => {
    const { error, tries } = await get([() => new Promise(() => undefined)], { timeoutMs: 5, maxRetries: 1 });
    expect(tries).toBe(2);
    expect(error).toBeInstanceOf(GatewayUnreachable);
    expect(error).toMatchObject({
      message: 'https://gateway.test did not answer within 5 ms.',
      cause: { name: 'TimeoutError' },
      requestId: 'lead-1',
      retryable: true,
    });
  });

  it('says why it could not be sent, as far as the platform tells', async () => {
    const refused = new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
    expect((await get([refused])).error).toMatchObject({
      message: 'https://gateway.test cannot be reached (ECONNREFUSED).',
      cause: refused,
    });
    const unlimited = { timeoutMs: Number.POSITIVE_INFINITY };
    for (const options of [{}, unlimited])
      expect((await get([BROKEN], options)).error).toMatchObject({
        message: 'https://gateway.test cannot be reached.',
      });
  });
});
