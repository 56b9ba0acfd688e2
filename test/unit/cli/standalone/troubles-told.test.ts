import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { troublesTold } from '../../../../cli/standalone/troubles-told.ts';
import { PublishError } from '../../../../shared/ports/errors.ts';

function told() {
  const stream = new PassThrough();
  let at = 0;
  const telemetry = troublesTold(stream, () => at);
  return {
    telemetry,
    pass: (ms: number) => {
      at += ms;
    },
    lines: () =>
      String(stream.read() ?? '')
        .split('\n')
        .filter(Boolean),
  };
}

describe('troubles told to a person', () => {
  it('says the same once a minute, whichever lead has it', () => {
    const { telemetry, pass, lines } = told();
    for (const requestId of ['a', 'b'])
      telemetry.emit('job.publish-failed', {
        requestId,
        reason: 'unavailable',
        error: new PublishError('unavailable', 'It did not answer.'),
      });
    telemetry.emit('job.publish-failed', { requestId: 'c', reason: 'misconfigured' });
    expect(lines()).toEqual([
      expect.stringMatching(
        /^! Requests are not published\. .*\(unavailable\): job\.publish-failed in docs\/log-events\.md\.$/,
      ),
      expect.stringContaining('(misconfigured)'),
    ]);
    pass(59_000);
    telemetry.emit('job.publish-failed', { reason: 'unavailable' });
    expect(lines()).toEqual([]);
    pass(1_000);
    telemetry.emit('job.publish-failed', { reason: 'unavailable' });
    expect(lines()).toHaveLength(1);
  });

  it('says what it has no words for by its name, and the code of an error, not its message', () => {
    const { telemetry, lines } = told();
    telemetry.emit('store.misconfigured', { reason: 'damaged' });
    telemetry.emit('request.failed', { error: new PublishError('refused', 'ann@acme.example') });
    expect(lines()).toEqual([
      '! Something is wrong (damaged): store.misconfigured in docs/log-events.md.',
      '! Something is wrong (refused): request.failed in docs/log-events.md.',
    ]);
  });

  it('says once that another gateway may take answers from this one', () => {
    const { telemetry, lines } = told();
    for (const requestId of ['a', 'b']) telemetry.emit('job.external', { requestId, status: 'completed' });
    expect(lines()).toEqual([expect.stringMatching(/another gateway pulls the same subscription/)]);
  });

  it('says nothing of what the rows tell, and of what is as it should be', () => {
    const { telemetry, lines } = told();
    telemetry.emit('job.invalid', { reason: 'invalid' });
    telemetry.emit('job.refused', { reason: 'refused' });
    telemetry.emit('job.ended', { status: 'completed' });
    telemetry.emit('job.unanswered');
    expect(lines()).toEqual([]);
  });
});
