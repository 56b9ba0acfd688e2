import { describe, expect, it } from 'vitest';
import { GatewayError, GatewayUnreachable } from '../../../../client/index.ts';
import { JOB } from '../../../../shared/api/examples.ts';
import { submission } from '../../../fixtures.ts';
import { answer, failureOf, refusal, scripted } from '../scripted.ts';
import { accepted, batch, failureIn, named, submitAll, UNNAMED } from './submitted.ts';

const BROKEN = new TypeError('fetch failed');
const CALLED = { address: 'https://gateway.test', operation: 'batchSubmitJobs' };

describe('a batch that is refused for its body', () => {
  it('is sent in halves, until the item that is too large is refused alone', async () => {
    const tooLarge = refusal('too-large');
    const script = scripted([tooLarge, tooLarge, batch(), tooLarge, batch()]);
    const { sent, outcomes } = await submitAll(script, named(4));
    expect(sent).toEqual([
      ['lead-0', 'lead-1', 'lead-2', 'lead-3'],
      ['lead-0', 'lead-1'],
      ['lead-0'],
      ['lead-1'],
      ['lead-2', 'lead-3'],
    ]);
    expect(outcomes).toEqual(['lead-0 accepted', 'lead-1 too-large', 'lead-2 accepted', 'lead-3 accepted']);
  });
});

describe('a batch that fails in part', () => {
  it('sends those again that failed for a passing reason, and no other', async () => {
    const script = scripted([
      batch({
        'lead-1': 'unavailable',
        'lead-2': 'invalid',
        'lead-3': 'over-budget',
        'lead-4': 'internal',
      }),
      batch({ 'lead-4': 'unavailable' }),
      batch(),
    ]);
    const { sent, outcomes } = await submitAll(script, named(5));
    expect(sent).toEqual([
      ['lead-0', 'lead-1', 'lead-2', 'lead-3', 'lead-4'],
      ['lead-1', 'lead-4'],
      ['lead-4'],
    ]);
    expect(outcomes).toEqual([
      'lead-0 accepted',
      'lead-1 accepted',
      'lead-2 invalid',
      'lead-3 over-budget',
      'lead-4 accepted',
    ]);
    expect(script.retries.map(({ operation, tries }) => [operation, tries])).toEqual([
      ['batchSubmitJobs', 1],
      ['batchSubmitJobs', 2],
    ]);
  });

  it('waits as ever in between, for a part has no Retry-After of its own', async () => {
    const script = scripted([batch({ 'lead-0': 'unavailable' }), batch()]);
    await submitAll(script, named(2));
    expect(script.sleeps).toHaveLength(1);
    expect(script.sleeps[0]).toBeLessThanOrEqual(500);
  });

  it('gives up after as many tries as any call, with the error of the last', async () => {
    const { sent, results } = await submitAll(scripted([batch({ 'lead-0': 'unavailable' })]), named(2));
    expect(sent).toHaveLength(5);
    expect(failureIn(results[0])).toMatchObject({
      ...CALLED,
      type: 'unavailable',
      requestId: 'lead-0',
      retryable: true,
    });
  });

  it('has an error for each that was not answered', async () => {
    const { results } = await submitAll(scripted([answer(207, { results: [accepted('lead-0')] })]), named(2));
    expect(failureIn(results[1])).toMatchObject({
      ...CALLED,
      type: 'not-a-gateway',
      requestId: 'lead-1',
      detail: 'The answer has fewer results than submissions were sent: check the address.',
    });
  });
});

describe('a batch that fails as a whole', () => {
  it('is sent again as it was, when Retry-After says', async () => {
    const script = scripted([BROKEN, refusal('unavailable', { 'retry-after': '7' }), batch()]);
    const { outcomes } = await submitAll(script, [UNNAMED, submission('mine')]);
    const bodies = script.requests.map(({ body = '' }) => JSON.parse(body));
    expect(bodies).toEqual(Array(3).fill([UNNAMED, submission('mine')]));
    expect(script.sleeps[1]).toBe(7000);
    expect(outcomes[1]).toBe('mine accepted');
  });

  it.each([
    ['no answer comes', BROKEN, { name: 'GatewayUnreachable', cause: BROKEN }],
    ['it is refused', refusal('unavailable', { 'retry-after': '5' }), { status: 503, retryAfterMs: 5000 }],
  ])("is each submission's failure when %s: its request ID is in its error", async (_why, fails, error) => {
    const { results } = await submitAll(scripted([fails]), [submission('mine'), UNNAMED]);
    expect(results).toMatchObject(
      ['mine', undefined].map((requestId) => ({
        ok: false,
        requestId,
        error: { ...error, ...CALLED, requestId },
      })),
    );
  });

  it('leaves what could not be written as JSON as it is', async () => {
    const { outcomes } = await submitAll(scripted([BROKEN], { maxRetries: 0 }), [
      submission('odd', { priority: 7n }),
      submission('mine'),
    ]);
    expect(outcomes).toEqual(['odd not-json', 'mine GatewayUnreachable']);
  });

  it.each([400, 413])('does not stop the next one with status %i, which may be its own', async (status) => {
    const { outcomes } = await submitAll(scripted([answer(status, 'No.'), batch()]), named(2), {
      batchSize: 1,
    });
    expect(outcomes).toEqual(['lead-0 not-a-gateway', 'lead-1 accepted']);
  });

  it('does not stop the next one', async () => {
    const script = scripted([BROKEN, batch()], { maxRetries: 0 });
    const { outcomes } = await submitAll(script, named(2), { batchSize: 1 });
    expect(outcomes).toEqual(['lead-0 GatewayUnreachable', 'lead-1 accepted']);
  });

  it.each([401, 403, 404, 405])('ends them all with status %i: no batch would be taken', async (status) => {
    const script = scripted([answer(status, 'No.')]);
    const error = await failureOf(submitAll(script, named(3), { batchSize: 1 }));
    expect(error).toBeInstanceOf(GatewayError);
    expect(script.requests).toHaveLength(1);
  });

  it.each([
    ['a page', answer(200, '<!doctype html>')],
    ['a redirect', answer(302, '', { location: 'https://login.test/' })],
  ])('ends them all when %s is there in place of a gateway', async (_name, page) => {
    const script = scripted([page]);
    expect(await failureOf(submitAll(script, named(3), { batchSize: 1 }))).toMatchObject({
      type: 'not-a-gateway',
    });
    expect(script.requests).toHaveLength(1);
  });

  it('keeps what was taken before the caller was refused, and is the last', async () => {
    const script = scripted([batch({ 'lead-1': 'unavailable' }), refusal('unauthenticated')]);
    const results: string[] = [];
    const submitting = (async () => {
      for await (const { ok, requestId } of script.gateway.jobs.submitMany(named(3), { batchSize: 2 }))
        results.push(`${requestId} ${ok}`);
    })();
    expect(await failureOf(submitting)).toMatchObject({ type: 'unauthenticated' });
    expect(results).toEqual(['lead-0 true', 'lead-1 false']);
  });

  it('ends them all with the reason of their signal, or the error of auth', async () => {
    const reason = new Error('The user left.');
    const left = scripted([batch()]);
    expect(await failureOf(submitAll(left, named(3), { signal: AbortSignal.abort(reason) }))).toBe(reason);
    const lost = new Error('The key file is gone.');
    const without = scripted([batch()], { auth: () => Promise.reject(lost) });
    expect(await failureOf(submitAll(without, named(3)))).toBe(lost);
    expect([...left.requests, ...without.requests]).toEqual([]);
  });
});

describe('the error of a submission without an answer', () => {
  it('is what its request ID is taken from to submit it once more, safely', async () => {
    const { gateway, requests } = scripted([BROKEN, answer(202, JOB.accepted)], { maxRetries: 0 });
    for await (const result of gateway.jobs.submitMany([UNNAMED]))
      if (!result.ok && result.error instanceof GatewayUnreachable)
        await gateway.jobs.submit({ ...UNNAMED, requestId: result.error.requestId });
    const [first, second] = requests.map(({ body = '' }) => [JSON.parse(body)].flat()[0]);
    expect(second).toEqual(first);
  });
});
