import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import type { MessageId } from '../../../../shared/protocol/message.ts';
import type { LogEventName, LogFields } from '../../../../shared/telemetry/log-events.ts';
import { BehindAnswers } from '../../../../shared/use-cases/submit/behind-answers.ts';
import { submitBatch } from '../../../../shared/use-cases/submit/submit-batch.ts';
import { submitJob } from '../../../../shared/use-cases/submit/submit-job.ts';
import { DAY, id, START, submission, testGateway } from '../../../fixtures.ts';

/** A gateway whose publishes end when the test says so. */
function slowGateway() {
  const gateway = testGateway();
  const publish = Promise.withResolvers<MessageId>();
  const told: [LogEventName, LogFields?][] = [];
  const telemetry = { emit: (...event: [LogEventName, LogFields?]) => void told.push(event) };
  const asApplication = {
    publish: () => publish.promise,
    publishAll: (_: string, messages: readonly unknown[]) => Promise.all(messages.map(() => publish.promise)),
  };
  const behindAnswers = new BehindAnswers(telemetry);
  return { context: { ...gateway, telemetry, asApplication, behindAnswers }, gateway, publish, told };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 10));
const statusOf = async ({ gateway }: ReturnType<typeof slowGateway>, name: string) =>
  (await gateway.store.get(id(name)))?.record.status;

describe('a publish behind its answer', () => {
  it('keeps no caller waiting, and is noted when it is through', async () => {
    const slow = slowGateway();
    const result = await submitJob(slow.context, submission('lead-1'));
    expect(result).toMatchObject({ kind: 'accepted', record: { status: 'accepted' } });
    expect(await statusOf(slow, 'lead-1')).toBe('accepted');
    slow.publish.resolve('m-1' as MessageId);
    await settled();
    expect(await statusOf(slow, 'lead-1')).toBe('published');
  });

  it('tells of a fault of ours that comes after the answer', async () => {
    const { context, publish, told } = slowGateway();
    await submitJob(context, submission('lead-1'));
    publish.reject(new TypeError('Ours.'));
    await settled();
    expect(told).toContainEqual(['request.failed', { reason: 'submit', error: expect.any(TypeError) }]);
  });

  it('is waited for again where too many are under way', async () => {
    const { context, publish } = slowGateway();
    for (let i = 0; i < 200; i += 1) await submitJob(context, submission(`lead-${i}`));
    let isAnswered = false;
    const last = submitJob(context, submission('lead-last')).finally(() => {
      isAnswered = true;
    });
    await settled();
    expect(isAnswered).toBe(false);
    publish.resolve('m-1' as MessageId);
    expect(await last).toMatchObject({ kind: 'accepted', record: { status: 'published' } });
  });

  it('does not go on behind a batch, whose calls meet', async () => {
    const { context, publish } = slowGateway();
    const items = [{ input: submission('lead-1') }, { input: submission('lead-2') }];
    const batch = submitBatch(context, items, later(START, DAY));
    await settled();
    publish.resolve('m-1' as MessageId);
    expect(await batch).toMatchObject([
      { record: { status: 'published' } },
      { record: { status: 'published' } },
    ]);
  });
});
