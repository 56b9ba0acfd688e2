import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../../../cli/google/logging.ts';
import { deadEnd, whyNoAnswer, whyNoResult } from '../../../../cli/smoke/lead-stages.ts';
import { instant } from '../../../../shared/jobs/instant.ts';
import { standInContext } from '../../../google/smoke-context.ts';

const SENT = { requestId: 'smoke-1', messageId: '1', since: instant(0) };
const { deployment } = standInContext().context;
const entry = (event: string, fields: Partial<LogEntry> = {}): LogEntry => ({
  at: '2026-11-28T12:00:00Z',
  service: 'modigie-gateway-intake-jobs',
  httpStatus: undefined,
  event,
  ...fields,
});
const PUBLISHED = [entry('job.published'), entry('job.created')];

describe('a lead on its way', () => {
  it.each<[string, LogEntry[], string, RegExp]>([
    [
      'was set aside',
      [entry('message.dead-lettered', { reason: 'invalid' })],
      'intake set the lead aside (invalid)',
      /dead show/,
    ],
    [
      'was submitted before',
      [entry('job.replayed')],
      'the request ID of the lead was submitted before, so that nothing is requested',
      /Leave requestId out/,
    ],
    [
      'cannot be published',
      [entry('job.publish-failed', { reason: 'misconfigured' })],
      "Modigie's topic refuses the gateway (misconfigured)",
      /output impersonators.*"3\. Publishing as the application account".*application_key_secret.*application_key_version.*within the hour/,
    ],
    [
      'is refused for good',
      [entry('job.refused'), entry('job.publish-failed', { reason: 'refused' })],
      'Pub/Sub refuses the request for good, and the job has ended as refused',
      /^docs\/operate\.md says under refused.*was never sent.*another request ID/,
    ],
    [
      'was discarded',
      [entry('job.discarded'), ...PUBLISHED],
      'Modigie discarded the request before a job existed',
      /discard/,
    ],
    [
      'cannot be delivered',
      [entry('job.delivery-failed', { reason: 'refused' }), ...PUBLISHED],
      'the topic modigie-gateway-results refuses the result (refused)',
      /terraform apply/,
    ],
  ])('that %s has come to an end', (_name, seen, told, advice) => {
    expect(deadEnd(deployment, seen)).toEqual({
      kind: 'failed',
      seen: told,
      advice: expect.stringMatching(advice),
    });
  });

  it('is never said to wait for a role by which answers could be forged', () => {
    for (const reason of ['misconfigured', 'refused'])
      expect(JSON.stringify(deadEnd(deployment, [entry('job.publish-failed', { reason })]))).not.toContain(
        'TokenCreator',
      );
  });

  it('goes on after a fault that passes, and after one that has passed', () => {
    const passing = { reason: 'unavailable' };
    expect(deadEnd(deployment, [entry('job.publish-failed', passing), entry('job.created')])).toBeUndefined();
    expect(deadEnd(deployment, [entry('job.delivery-failed', passing), ...PUBLISHED])).toBeUndefined();
    const refused = entry('job.publish-failed', { reason: 'misconfigured' });
    expect(deadEnd(deployment, [...PUBLISHED, refused])).toBeUndefined();
  });
});

describe('a lead without an answer', () => {
  it('that left no trace was not taken by intake, and is charged once it is', async () => {
    const { google, context } = standInContext();
    google.request('intake-jobs', 403);
    expect(await whyNoAnswer(context, SENT, [])).toMatchObject({
      seen: expect.stringContaining('IAM refuses Pub/Sub with 403'),
      advice: expect.stringContaining('once this is mended it goes to Modigie, and is charged'),
    });
  });

  it('that was not published waits for the topic, or for a grant', async () => {
    const { context } = standInContext();
    expect(await whyNoAnswer(context, SENT, [entry('job.created')])).toMatchObject({
      seen: 'the lead was taken, and its request is not published to Modigie',
    });
  });

  it('may have one that was refused: by IAM, or by the function', async () => {
    const { google, context } = standInContext();
    google.request('receive-responses', 403);
    expect(await whyNoAnswer(context, SENT, PUBLISHED)).toMatchObject({
      seen: 'IAM refuses Modigie with 403, before modigie-gateway-receive-responses sees the call',
      advice: expect.stringContaining('Modigie has to sign as push_account'),
    });
    google.event('receive-responses', 'caller.refused', { reason: 'wrong-audience' });
    expect(await whyNoAnswer(context, SENT, PUBLISHED)).toMatchObject({
      seen: 'modigie-gateway-receive-responses itself refuses Modigie with 403 (wrong-audience)',
      advice: expect.stringContaining('output push_audience'),
    });
  });

  it('has none that was refused when a stranger was, or when the newest push was taken', async () => {
    const { google, context } = standInContext();
    google.request('receive-responses', 403, { requestMethod: 'GET' });
    google.request('receive-responses', 403, { userAgent: 'modigie-gateway-smoke,gzip(gfe)' });
    expect(await whyNoAnswer(context, SENT, PUBLISHED)).toMatchObject({
      seen: 'the request went to Modigie, and no answer was pushed here',
    });
    google.request('receive-responses', 403);
    google.request('receive-responses', 204);
    expect(await whyNoAnswer(context, SENT, PUBLISHED)).toMatchObject({
      seen: 'the request went to Modigie, and no answer has come',
    });
  });

  it('may have one that cannot be pulled', async () => {
    const { google, context } = standInContext();
    google.request('pull-responses', 500);
    google.event('pull-responses', 'pull.failed');
    expect(await whyNoAnswer(context, SENT, PUBLISHED)).toMatchObject({
      seen: "Modigie's response subscription cannot be pulled",
      advice: expect.stringMatching(/response_subscriptions.*"3\. Publishing as the application account"/),
    });
  });

  it('may have to wait for Modigie, when the gateway takes answers', async () => {
    const { google, context } = standInContext();
    google.request('pull-responses', 200);
    expect(await whyNoAnswer(context, SENT, PUBLISHED)).toMatchObject({
      seen: 'the request went to Modigie, and no answer has come',
    });
  });

  it('may be pushed elsewhere, when nothing was pushed here', async () => {
    const { context } = standInContext();
    expect(await whyNoAnswer(context, SENT, PUBLISHED)).toMatchObject({
      seen: 'the request went to Modigie, and no answer was pushed here',
      advice: expect.stringMatching(/output push_endpoint.*output push_audience.*push_account/),
    });
  });
});

describe('a lead without a result', () => {
  it.each([
    ['has not ended', [entry('job.answered')], 'smoke-1 has not ended at Modigie'],
    [
      'is retried',
      [entry('job.ended', { status: 'failed', reason: 'JobFailReason' })],
      'smoke-1 ended as failed (JobFailReason), and has no result yet',
    ],
    [
      'ended otherwise',
      [entry('job.ended', { status: 'canceled' })],
      'smoke-1 ended as canceled, and has no result yet',
    ],
    [
      'is completed',
      [entry('job.ended', { status: 'completed' })],
      'smoke-1 is completed, and its result is not on the topic',
    ],
  ])('%s', (_name, seen, told) => {
    expect(whyNoResult(SENT, seen)).toMatchObject({ kind: 'failed', seen: told });
  });
});
