import { describe, expect, it } from 'vitest';
import { withTrace } from '../../../../../shared/telemetry/current-trace.ts';
import { intakeMessage } from '../../../../../shared/use-cases/submit/intake-message.ts';
import { received, submission, TOPICS, testGateway } from '../../../../fixtures.ts';
import { receiveAnswer, recordOf, submit, sweepAfter } from '../../actions.ts';

const TRACE = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), sampled: true };
const TRACEPARENT = `00-${TRACE.traceId}-${TRACE.spanId}-01`;

/** A gateway whose job was submitted by a call of this trace, failed, and completed at its second attempt. */
async function lineage(trace: typeof TRACE | undefined) {
  const gateway = testGateway();
  await withTrace(trace, () => submit(gateway));
  await receiveAnswer(gateway, { status: 'failed' });
  await sweepAfter(gateway);
  await receiveAnswer(gateway, { id: 'lead-1~2', status: 'completed' });
  return gateway;
}

describe('the trace of a submission', () => {
  it('is kept by each attempt, and goes on with the result', async () => {
    const gateway = await lineage(TRACE);
    expect((await recordOf(gateway, 'lead-1')).trace).toBe(TRACEPARENT);
    expect((await recordOf(gateway, 'lead-1~2')).trace).toBe(TRACEPARENT);
    const [result] = gateway.published.to(TOPICS.results);
    expect(result?.message.attributes['googclient_traceparent']).toBe(TRACEPARENT);
    expect(JSON.parse(String(result?.message.data)).traceId).toBe(TRACE.traceId);
  });

  it('is that in which a message of the intake topic was published, and not that of its push', async () => {
    const gateway = testGateway();
    const told = { ...TRACE, traceId: 'c'.repeat(32) };
    for (const [name, attributes] of [
      ['told', { googclient_traceparent: TRACEPARENT }],
      ['none', {}],
      ['nonsense', { googclient_traceparent: 'x' }],
    ] as const)
      await withTrace(told, () =>
        intakeMessage(gateway, { ...received(JSON.stringify(submission(name))), attributes }),
      );
    expect((await recordOf(gateway, 'told')).trace).toBe(TRACEPARENT);
    expect((await recordOf(gateway, 'none')).trace).toContain(told.traceId);
    expect((await recordOf(gateway, 'nonsense')).trace).toContain(told.traceId);
  });

  it('is told in each log entry about the job, whatever call it belongs to', async () => {
    const gateway = await lineage(TRACE);
    const ended = gateway.events.filter(({ name }) => name === 'job.ended' || name === 'job.delivered');
    expect(ended.length).toBeGreaterThan(1);
    for (const { fields } of ended) expect(fields).toMatchObject({ originTrace: TRACE.traceId });
  });

  it('is never told to Modigie: a request that is published again must be the same', async () => {
    const gateway = await lineage(TRACE);
    const requests = gateway.published.sent.filter(({ topic }) => topic !== TOPICS.results);
    expect(requests).toHaveLength(2);
    for (const { message } of requests) {
      expect(Object.keys(message.attributes).filter((name) => /trace|^goog/.test(name))).toEqual([]);
      expect(String(message.data)).not.toContain(TRACE.traceId);
    }
  });

  it('is nowhere where the call told none', async () => {
    const gateway = await lineage(undefined);
    expect((await recordOf(gateway, 'lead-1')).trace).toBeNull();
    const [result] = gateway.published.to(TOPICS.results);
    expect(Object.keys(result?.message.attributes ?? {})).not.toContain('googclient_traceparent');
    expect(gateway.events.some(({ fields }) => fields && 'originTrace' in fields)).toBe(false);
  });
});
