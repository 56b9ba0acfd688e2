import { describe, expect, it } from 'vitest';
import { type Result, readResult } from '../../../shared/webhooks/result.ts';
import { pingBody, webhookBody } from '../../../shared/webhooks/webhook-body.ts';
import { endedRecord, resultMessage } from '../../webhooks/result-message.ts';

const QUERY_URL = 'https://query.example/base';
const full = { payload: 'full', queryUrl: QUERY_URL } as const;
const thin = { payload: 'thin', queryUrl: QUERY_URL } as const;

function resultOf(status = 'completed', more: object = {}): Result {
  const result = readResult(resultMessage({ ...endedRecord(status), ...more }));
  if (typeof result === 'string') throw new Error(result);
  return result;
}
const withData = (data: string): Result => ({ ...resultOf(), data: Buffer.from(data) });
const read = (body: Buffer) => JSON.parse(body.toString());

const THIN = ['requestId', 'rootId', 'jobType', 'status', 'version', 'sequence', 'eventCodes', 'tags', 'url'];

describe('the body of a webhook', () => {
  it('has type and time of the ending, and the job as it was published, byte for byte', () => {
    const data = '{"requestId":"lead-1", "n":12345678901234567890,"name":"\\u0141 Ł"}';
    expect(webhookBody(withData(data), full).toString()).toBe(
      `{"type":"job.completed","timestamp":"2026-03-01T00:01:00.000Z","data":${data}}`,
    );
    const { data: job } = read(webhookBody(resultOf(), full));
    expect(job).toEqual(JSON.parse(resultMessage().data.toString()));
    expect(job).toMatchObject({ final: true, endedAt: '2026-03-01T00:01:00.000Z' });
  });

  it.each([
    'failed',
    'canceled',
    'rejected',
    'over-budget',
    'sold_out',
  ])('is of the type job.%s', (status) => {
    expect(read(webhookBody({ ...resultOf(), status }, full)).type).toBe(`job.${status}`);
  });

  it('that is thin has IDs, status, codes and tags, and where the job is read', () => {
    const { type, timestamp, data } = read(webhookBody(resultOf('completed', { tags: ['team=emea'] }), thin));
    expect([type, timestamp]).toEqual(['job.completed', '2026-03-01T00:01:00.000Z']);
    expect(Object.keys(data)).toEqual(THIN);
    expect(data).toMatchObject({
      requestId: 'lead-1',
      sequence: 1_000_001_000,
      tags: ['team=emea'],
      url: 'https://query.example/base/v1/jobs/lead-1',
    });
    expect(read(webhookBody(resultOf(), { payload: 'thin', queryUrl: undefined })).data.url).toBeNull();
  });

  it('of more than 100,000 bytes goes out thin, and says so', () => {
    const around = webhookBody(withData(''), full).length;
    const largest = withData(JSON.stringify('x'.repeat(100_000 - around - 2)));
    expect(webhookBody(largest, full)).toHaveLength(100_000);
    const { data } = read(webhookBody(withData(`${largest.data} `), full));
    expect(Object.keys(data)).toEqual([...THIN, 'truncated']);
    expect(data).toMatchObject({ requestId: 'lead-1', truncated: true });
    expect(read(webhookBody(withData(`${largest.data} `), thin)).data).not.toHaveProperty('truncated');
  });

  it('is the same at every attempt', () => {
    for (const shape of [full, thin])
      expect(webhookBody(resultOf(), shape)).toEqual(webhookBody(resultOf(), shape));
  });

  it('of a ping names the webhook, and no job', () => {
    expect(read(pingBody('crm', '2026-03-01T00:00:00.000Z'))).toEqual({
      type: 'gateway.ping',
      timestamp: '2026-03-01T00:00:00.000Z',
      data: { webhook: 'crm' },
    });
  });
});
