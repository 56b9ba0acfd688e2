import { describe, expect, it } from 'vitest';
import { contentId } from '../../../../shared/jobs/request-content.ts';
import { PublishError } from '../../../../shared/ports/errors.ts';
import type { ReceivedMessage } from '../../../../shared/protocol/message.ts';
import { intakeMessage } from '../../../../shared/use-cases/submit/intake-message.ts';
import {
  CONTENT,
  closeDeadLetters,
  messageIdOf,
  received,
  setAsideBy,
  submission,
  testGateway,
} from '../../../fixtures.ts';
import { fail, recordOf, submit } from '../actions.ts';

const withoutId = () => {
  const { requestId: _none, ...job } = submission();
  return received(JSON.stringify(job));
};

async function reasonFor(message: ReceivedMessage, gateway = testGateway()) {
  expect(await intakeMessage(gateway, message)).toBe('done');
  const [dead] = setAsideBy(gateway);
  expect(dead?.data).toEqual(message.data);
  return dead;
}

describe('a message of the intake topic', () => {
  it('is a submission', async () => {
    const gateway = testGateway();
    expect(await intakeMessage(gateway, received(JSON.stringify(submission('a'))))).toBe('done');
    expect(await recordOf(gateway, 'a')).toMatchObject({ requestId: 'a' });
  });

  it('that names no ID requests nothing twice, delivered again or published again', async () => {
    const gateway = testGateway();
    const published = ['in-1', 'in-1', 'in-2'].map(messageIdOf);
    for (const messageId of published) {
      expect(await intakeMessage(gateway, { ...withoutId(), messageId })).toBe('done');
    }
    expect(gateway.published.requestIds()).toEqual([contentId(CONTENT.fingerprint, null)]);
  });

  it.each([
    ['too-large', `"${'x'.repeat(104_000)}"`],
    ['too-many-values', `[${'0,'.repeat(10_000)}0]`],
    ['not-json', '{'],
    ['not-utf8', Buffer.from([0xff])],
    ['nested-too-deep', `${'['.repeat(70)}${']'.repeat(70)}`],
    ['invalid', '{"jobType":"enrichMobile"}'],
  ])('is set aside as %s, with bytes, attributes and reason', async (reason, data) => {
    expect(await reasonFor(received(data, { team: 'x' }))).toMatchObject({
      attributes: { team: 'x' },
      reason,
      source: 'intake-jobs',
      messageId: 'in-1',
    });
  });

  it('is set aside with pointers to each violation, and no value', async () => {
    const dead = await reasonFor(received('{"jobType":"Ingrid","payload":{"person":7}}'));
    expect(dead).toMatchObject({ detail: '/payload/person /jobType' });
    expect(JSON.stringify({ ...dead, data: '' })).not.toContain('Ingrid');
  });

  it('is set aside when its ID was used for another request, with the fields that differ', async () => {
    const gateway = testGateway();
    await submit(gateway, submission('a'));
    const again = received(JSON.stringify(submission('a', { priority: 1 })));
    expect(await reasonFor(again, gateway)).toMatchObject({
      reason: 'request-id-reused',
      detail: '/priority',
    });
  });

  it('is set aside when a budget is used up: it would circle for hours, and then be given up', async () => {
    const gateway = testGateway({ budgets: [{ name: 'none', per: 'day', limit: 0 }] });
    const message = received(JSON.stringify(submission('a')));
    expect(await reasonFor(message, gateway)).toMatchObject({ reason: 'over-budget' });
  });

  it('comes again when the store is down', async () => {
    const gateway = testGateway();
    fail(gateway, 'create');
    expect(await intakeMessage(gateway, received(JSON.stringify(submission('a'))))).toBe('retry-later');
    expect(gateway.published.sent).toEqual([]);
  });

  it('is not acknowledged when it could not be set aside', async () => {
    const gateway = testGateway();
    closeDeadLetters(gateway);
    gateway.published.failWith = new PublishError('unavailable', 'down');
    await expect(intakeMessage(gateway, received('{'))).rejects.toThrow(PublishError);
  });
});
