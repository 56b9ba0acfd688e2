import { describe, expect, it } from 'vitest';
import type { Submission, SubmitResult } from '../../../../client/index.ts';
import { JOB } from '../../../../shared/api/examples.ts';
import { LIMITS } from '../../../../shared/api/limits.ts';
import { submission } from '../../../fixtures.ts';
import { failureOf, refusal, scripted } from '../scripted.ts';
import { createWorld } from '../world.ts';
import { batch, failureIn, named, submitAll, UNNAMED } from './submitted.ts';

const CONTENT_ID = expect.stringMatching(/^c-[\da-f]{64}$/);
const CYCLIC: Record<string, unknown> = {};
CYCLIC['self'] = CYCLIC;

describe('many submissions', () => {
  it('are sent 500 at once, and have their results in order, one each', async () => {
    const submissions = named(1201);
    const script = scripted([batch()]);
    const { results, sent } = await submitAll(script, submissions);
    expect(sent.map(({ length }) => length)).toEqual([500, 500, 201]);
    expect(results).toEqual(
      submissions.map(({ requestId }) => ({
        ok: true,
        requestId,
        job: { ...JOB.accepted, requestId, replayed: false },
      })),
    );
    expect(script.requests[0]).toMatchObject({ method: 'POST', url: 'https://gateway.test/v1/jobs:batch' });
    expect(JSON.parse(script.requests[2]?.body ?? '')).toEqual(submissions.slice(1000));
  });

  it.each([
    [2, [2, 2, 1]],
    [0, [1, 1, 1, 1, 1]],
    [9999, [5]],
  ])('are sent %i at once where that is asked for and possible', async (batchSize, sizes) => {
    const { sent } = await submitAll(scripted([batch()]), named(5), { batchSize });
    expect(sent.map(({ length }) => length)).toEqual(sizes);
  });

  it('are sent in batches below the bytes that a gateway takes', async () => {
    const payload = { person: { firstName: 'ü'.repeat(45_000) } };
    const script = scripted([batch()]);
    const { sent } = await submitAll(script, named(220, { payload }));
    const bytes = script.requests.map(({ body = '' }) => Buffer.byteLength(body));
    expect(sent.map(({ length }) => length)).toEqual([99, 99, 22]);
    expect(Math.max(...bytes)).toBeLessThan(LIMITS.batchBytes * 0.91);
    expect(sent.flat()).toEqual(named(220).map(({ requestId }) => requestId));
  });

  it('stop at none that is beyond all limits: it goes alone', async () => {
    const huge = submission('huge', { payload: { person: { firstName: 'x'.repeat(LIMITS.batchBytes) } } });
    const script = scripted([batch(), refusal('too-large'), batch()]);
    const { outcomes } = await submitAll(script, [submission('a'), huge, submission('b')]);
    expect(outcomes).toEqual(['a accepted', 'huge too-large', 'b accepted']);
  });

  it('are read no further than the batch at hand, and let go of when their reader leaves', async () => {
    let read = 0;
    let closed = false;
    async function* source() {
      try {
        for (const one of named(10)) {
          read += 1;
          yield one;
        }
      } finally {
        closed = true;
      }
    }
    const { gateway } = scripted([batch()]);
    for await (const { requestId } of gateway.jobs.submitMany(source(), { batchSize: 2 }))
      if (requestId === 'lead-1') break;
    // One more is read, since only the next one tells that a batch is full.
    expect([read, closed]).toEqual([3, true]);
  });

  it('fail as their source does, and nothing of the batch at hand was sent', async () => {
    const torn = new Error('The file ends early.');
    function* source() {
      yield* named(3);
      throw torn;
    }
    const script = scripted([batch()]);
    expect(await failureOf(submitAll(script, source(), { batchSize: 2 }))).toBe(torn);
    expect(script.requests).toHaveLength(1);
  });

  it('of which one is bad do not stop at it: a gateway takes the others', async () => {
    const world = createWorld();
    const client = world.client();
    await client.jobs.submit(submission('used'));
    const submissions: Submission[] = [
      submission('good'),
      { ...submission('bad'), jobType: 'enrichNothing' },
      submission('used', { priority: 7 }),
      UNNAMED,
      submission('used'),
    ];
    const results: SubmitResult[] = [];
    for await (const result of client.jobs.submitMany(submissions)) results.push(result);
    world.stop();
    expect(results).toMatchObject([
      { ok: true, requestId: 'good', job: { requestId: 'good', replayed: false } },
      { ok: false, requestId: 'bad', error: { type: 'invalid', status: 422, requestId: 'bad' } },
      { ok: false, requestId: 'used', error: { type: 'request-id-reused', requestId: 'used' } },
      { ok: true, requestId: CONTENT_ID, job: { requestId: CONTENT_ID } },
      { ok: true, requestId: 'used', job: { replayed: true } },
    ]);
    expect(failureIn(results[1])).toHaveProperty('errors', [
      { pointer: '/jobType', detail: expect.stringContaining('is not a job type of this gateway') },
    ]);
  });
});

describe('a submission that cannot be written as JSON', () => {
  it.each([
    ['a number without end', { priority: 7n }],
    ['a circle', { payload: CYCLIC }],
  ])('is a result, for %s, and stops no other', async (_name, more) => {
    const submissions = [submission('a'), submission('odd', more), submission('b')];
    const { sent, outcomes, results } = await submitAll(scripted([batch()]), submissions);
    expect(sent).toEqual([['a', 'b']]);
    expect(outcomes).toEqual(['a accepted', 'odd not-json', 'b accepted']);
    expect(failureIn(results[1])).toMatchObject({
      status: 400,
      requestId: 'odd',
      detail: expect.stringMatching(/^The submission cannot be written as JSON: /),
    });
  });

  it('is not sent alone either', async () => {
    const { results, sent } = await submitAll(scripted([batch()]), [submission('odd', { priority: 7n })]);
    expect([results.length, sent]).toEqual([1, []]);
  });
});
