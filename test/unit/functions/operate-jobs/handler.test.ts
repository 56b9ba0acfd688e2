import { beforeEach, describe, expect, it } from 'vitest';
import { operateJobsHandler } from '../../../../functions/operate-jobs/handler.ts';
import { publishedRecord, type TestGateway, testGateway } from '../../../fixtures.ts';

const READER = 'https://query.test';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = testGateway();
  await gateway.store.create({ ...publishedRecord('lead-1'), status: 'unanswered' });
});

async function retried(requestId: string) {
  const handle = operateJobsHandler(gateway, READER);
  const target = `/v1/jobs/${requestId}:retry`;
  const { status, headers, body } = await handle({
    method: 'POST',
    target,
    headers: {},
    body: Buffer.alloc(0),
  });
  return { status, headers, job: JSON.parse(body) };
}

describe('a retry by hand', () => {
  it('is answered with the successor, and where it is read: at the address of another function', async () => {
    expect(await retried('lead-1')).toMatchObject({
      status: 202,
      headers: { location: `${READER}/v1/jobs/lead-1~2` },
      job: { requestId: 'lead-1~2', retryOf: 'lead-1', status: 'published' },
    });
    expect(gateway.published.requestIds()).toEqual(['lead-1~2']);
  });

  it('that comes twice is answered with the same successor, and sends nothing more', async () => {
    await retried('lead-1');
    expect(await retried('lead-1')).toMatchObject({
      status: 200,
      headers: { location: `${READER}/v1/jobs/lead-1~2`, 'idempotency-replayed': 'true' },
      job: { requestId: 'lead-1~2' },
    });
    expect(gateway.published.requestIds()).toEqual(['lead-1~2']);
  });

  it('of a job that is under way says why not, and of which attempt', async () => {
    await retried('lead-1');
    expect(await retried('lead-1~2')).toMatchObject({
      status: 409,
      job: { requestId: 'lead-1~2', reason: 'in-progress', detail: expect.stringContaining('has not ended') },
    });
  });

  it('of an unknown job says that there is none', async () => {
    expect(await retried('nobody')).toMatchObject({
      status: 404,
      job: { detail: 'Check the request ID; a job appears as soon as its submission is answered.' },
    });
  });
});
