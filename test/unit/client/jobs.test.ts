import { describe, expect, it } from 'vitest';
import type { SubmitResult } from '../../../client/index.ts';
import { JOB } from '../../../shared/api/examples.ts';
import { FORECAST } from '../../../shared/api/forecast-examples.ts';
import { LIMITS } from '../../../shared/api/limits.ts';
import { submission } from '../../fixtures.ts';
import { UNNAMED } from './batches/submitted.ts';
import { answer, COMPLETED, failureOf, refusal, type ScriptedAnswer, scripted } from './scripted.ts';
import { createWorld } from './world.ts';

const BROKEN = new TypeError('fetch failed');
const bodiesOf = ({ requests }: ReturnType<typeof scripted>) =>
  requests.map(({ body = '' }) => JSON.parse(body));

describe('a forecast', () => {
  it('is asked for with what would be submitted, and requests nothing', async () => {
    const world = createWorld();
    const { jobs } = world.client();
    const { results, summary } = await jobs.forecast([UNNAMED, submission('mine')]);
    const ledger = await world.ledger();
    world.stop();
    expect(results.map(({ would }) => would)).toEqual(['new', 'new']);
    expect(summary).toMatchObject({ leads: 2, charges: { low: 0, expected: null, high: 2 } });
    expect(ledger).toEqual([]);
  });

  it('is asked for again when no answer comes, and not for what cannot be written as JSON', async () => {
    const script = scripted([BROKEN, answer(200, FORECAST)], { maxRetries: 1 });
    expect(await script.gateway.jobs.forecast(new Set([submission('mine')]))).toEqual(FORECAST);
    expect(bodiesOf(script)).toEqual([[submission('mine')], [submission('mine')]]);
    const endless = { ...submission(), priority: 1n as never };
    expect(await failureOf(script.gateway.jobs.forecast([endless]))).toMatchObject({ type: 'not-json' });
    expect(script.requests).toHaveLength(2);
  });
});

describe('submitting a job', () => {
  it("sends the caller's request ID, and none where there is none: the gateway's follows from the content", async () => {
    const script = scripted([answer(202, JOB.accepted)]);
    const { requestId: _left, ...unnamed } = submission();
    await script.gateway.jobs.submit(submission('mine'));
    await script.gateway.jobs.submit(unnamed);
    await script.gateway.jobs.submit({ ...unnamed, requestId: undefined });
    expect(bodiesOf(script)).toEqual([submission('mine'), unnamed, unnamed]);
  });

  it('without a request ID requests nothing twice, alone and in a batch', async () => {
    const world = createWorld();
    const { jobs } = world.client();
    const first = await jobs.submit(UNNAMED);
    const again = await jobs.submit(UNNAMED);
    const results: SubmitResult[] = [];
    for await (const result of jobs.submitMany([UNNAMED, UNNAMED])) results.push(result);
    const ledger = await world.ledger();
    world.stop();
    expect(first).toMatchObject({ requestId: expect.stringMatching(/^c-[\da-f]{64}$/), replayed: false });
    const { requestId } = first;
    expect(again).toMatchObject({ requestId, replayed: true });
    expect(results).toMatchObject(Array(2).fill({ ok: true, requestId, job: { requestId, replayed: true } }));
    expect(ledger).toHaveLength(1);
  });

  it('leaves what it is given as it was', async () => {
    const given = Object.freeze({ jobType: 'enrichMobile', payload: {} });
    await scripted([answer(202, JOB.accepted)]).gateway.jobs.submit(given);
    expect(given).toEqual({ jobType: 'enrichMobile', payload: {} });
  });

  it('names in its error the request ID that it was given', async () => {
    const { gateway } = scripted([BROKEN], { maxRetries: 0 });
    for (const one of [submission('mine'), UNNAMED])
      expect(await failureOf(gateway.jobs.submit(one))).toHaveProperty('requestId', one.requestId);
  });

  it('is refused without a call when it cannot be written as JSON', async () => {
    const { gateway, requests } = scripted([COMPLETED]);
    const endless = { ...submission('odd'), priority: 7n as unknown as number };
    expect(await failureOf(gateway.jobs.submit(endless))).toMatchObject({
      type: 'not-json',
      requestId: 'odd',
      retryable: false,
    });
    expect(requests).toEqual([]);
  });
});

describe('reading a job', () => {
  it('asks the gateway to wait for its end, or for a brief view, if the caller wants that', async () => {
    const { gateway, requests } = scripted([COMPLETED]);
    await gateway.jobs.get('a');
    await gateway.jobs.get('a', { waitSeconds: 30 });
    await gateway.jobs.get('a', { view: 'brief' });
    expect(requests.map(({ url }) => new URL(url).search)).toEqual(['', '?wait=30s', '?view=brief']);
  });
});

describe('reading jobs by their IDs', () => {
  /** Knows every job but those whose ID ends in 7. */
  const known: ScriptedAnswer = ({ body = '' }) => {
    const { requestIds } = JSON.parse(body) as { requestIds: string[] };
    const jobs = requestIds.map((requestId) =>
      requestId.endsWith('7') ? null : { ...JOB.completed, requestId },
    );
    return answer(200, { jobs });
  };

  it('takes as many calls as the gateway wants, and gives one entry for each ID, in order', async () => {
    const script = scripted([known]);
    const ids = Array.from({ length: 2 * LIMITS.requestIds + 1 }, (_, i) => `lead-${i}`);
    const jobs = await script.gateway.jobs.getMany(ids);
    expect(jobs.map((job) => job?.requestId)).toEqual(ids.map((id) => (id.endsWith('7') ? undefined : id)));
    expect(jobs[7]).toBeNull();
    expect(bodiesOf(script).map(({ requestIds }) => requestIds.length)).toEqual([500, 500, 1]);
  });

  it('asks for final ones alone where that is wanted', async () => {
    const script = scripted([known]);
    await script.gateway.jobs.getMany(new Set(['a']), { finalOnly: true });
    await script.gateway.jobs.getMany(['b']);
    expect(bodiesOf(script)).toEqual([
      { requestIds: ['a'], finalOnly: true },
      { requestIds: ['b'], finalOnly: false },
    ]);
  });

  it('asks again for those that an answer had no room for, and is not kept busy by a gateway at fault', async () => {
    const half: ScriptedAnswer = ({ body = '' }) => {
      const { requestIds } = JSON.parse(body) as { requestIds: string[] };
      const read = Math.ceil(requestIds.length / 2);
      const jobs = requestIds.map((requestId, i) => (i < read ? { ...JOB.completed, requestId } : null));
      return answer(200, { jobs, leftOut: requestIds.slice(read) });
    };
    const script = scripted([half]);
    const ids = Array.from({ length: 1_003 }, (_, i) => `lead-${i}`);
    const jobs = await script.gateway.jobs.getMany([...ids, 'lead-0']);
    expect(jobs.map((job) => job?.requestId)).toEqual([...ids, 'lead-0']);
    expect(
      bodiesOf(script)
        .map(({ requestIds }) => requestIds.length)
        .slice(0, 3),
    ).toEqual([500, 500, 500]);
    const none: ScriptedAnswer = ({ body = '' }) => {
      const { requestIds } = JSON.parse(body) as { requestIds: string[] };
      return answer(200, { jobs: requestIds.map(() => null), leftOut: requestIds });
    };
    expect(await scripted([none]).gateway.jobs.getMany(['a', 'b'])).toEqual([null, null]);
  });

  it('takes no call for no ID', async () => {
    const { gateway, requests } = scripted([known]);
    expect([await gateway.jobs.getMany([]), requests]).toEqual([[], []]);
  });
});

describe('retrying a job', () => {
  const job = (requestId: string, more: object) => answer(200, { ...JOB.completed, requestId, ...more });
  const pathsOf = ({ requests }: ReturnType<typeof scripted>) =>
    requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`);

  it('gives the successor', async () => {
    const script = scripted([answer(202, JOB.retried)]);
    expect(await script.gateway.jobs.retry('lead-1')).toEqual(JOB.retried);
    expect(pathsOf(script)).toEqual(['POST /v1/jobs/lead-1:retry']);
  });

  it('gives the successor that an earlier try made, whose answer was lost', async () => {
    const latest = { attempt: 3, status: 'published', final: false };
    const script = scripted([BROKEN, job('lead-1~3', latest)]);
    expect(await script.gateway.jobs.retry('lead-1')).toMatchObject({ requestId: 'lead-1~3', ...latest });
    expect(script.retries).toMatchObject([{ operation: 'retryJob', tries: 1 }]);
  });

  it('is refused where there is none', async () => {
    const script = scripted([refusal('not-retryable')]);
    expect(await failureOf(script.gateway.jobs.retry('lead-1'))).toMatchObject({ type: 'not-retryable' });
    expect(script.requests).toHaveLength(1);
  });
});
