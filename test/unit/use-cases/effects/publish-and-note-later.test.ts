import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { publishEffect } from '../../../../shared/jobs/records.ts';
import { publishAndNoteLater } from '../../../../shared/use-cases/effects/publish-and-note-later.ts';
import { type TestGateway, testGateway } from '../../../fixtures.ts';
import { acceptedRecord } from '../../jobs/samples.ts';
import { effectOf, fail, recordOf, store } from '../actions.ts';

async function accepted(gateway: TestGateway) {
  const record = acceptedRecord();
  return { effect: effectOf(publishEffect(record), 'publish'), stored: await store(gateway, record) };
}

describe('publishing a request whose note may follow', () => {
  it('ends when the request is published; the note comes after', async () => {
    const gateway = testGateway();
    const { effect, stored } = await accepted(gateway);
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const replace = gateway.store.replace.bind(gateway.store);
    gateway.store.replace = (record, revision) => held.then(() => replace(record, revision));
    await publishAndNoteLater(gateway, effect, stored);
    expect(gateway.published.requestIds()).toEqual(['lead-1']);
    expect(await recordOf(gateway)).toMatchObject({ status: 'accepted' });
    release();
    await setImmediate();
    expect(await recordOf(gateway)).toMatchObject({ status: 'published' });
  });

  it('does not throw when the note is lost: the timer publishes again', async () => {
    const gateway = testGateway();
    const { effect, stored } = await accepted(gateway);
    fail(gateway, 'replace');
    await publishAndNoteLater(gateway, effect, stored);
    await setImmediate();
    expect(gateway.events).toMatchObject([{ name: 'store.unavailable', fields: { reason: 'background' } }]);
    expect(await recordOf(gateway)).toMatchObject({ status: 'accepted', wake: { for: 'publish' } });
  });
});
