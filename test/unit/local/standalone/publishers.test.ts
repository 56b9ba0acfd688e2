import { describe, expect, it } from 'vitest';
import { routed, toEach, toTopic } from '../../../../local/standalone/publishers.ts';
import { PublishError } from '../../../../shared/ports/errors.ts';
import type { Publisher } from '../../../../shared/ports/publisher.ts';
import type { MessageId } from '../../../../shared/protocol/message.ts';

const FAULT = new PublishError('unavailable', 'It is away.');
const message = (text: string) => ({ data: Buffer.from(text), attributes: {} });

/** @returns a publisher that fails for one text, and what it was given */
function noting(prefix: string, failing?: string) {
  const given: string[] = [];
  const publishAll: Publisher['publishAll'] = async (topic, messages) =>
    messages.map(({ data }) => {
      given.push(`${topic} ${data}`);
      return String(data) === failing ? FAULT : (`${prefix}-${data}` as MessageId);
    });
  const publisher: Publisher = { publishAll, publish: async () => Promise.reject(new Error('Sets alone.')) };
  return { given, publisher };
}

describe('publishers put together', () => {
  it('publish for several: a message counts once all of them have it', async () => {
    const one = noting('one');
    const other = noting('other', 'b');
    const both = toEach([one.publisher, toTopic('elsewhere', other.publisher)]);
    expect(await both.publishAll('t', [message('a'), message('b')])).toEqual(['one-a', FAULT]);
    expect([one.given, other.given]).toEqual([
      ['t a', 't b'],
      ['elsewhere a', 'elsewhere b'],
    ]);
    await expect(both.publish('t', message('b'))).rejects.toBe(FAULT);
    expect(await both.publish('t', message('a'))).toBe('one-a');
  });

  it('publish for nobody, where there is none', async () => {
    expect(await toEach([]).publishAll('t', [message('a')])).toEqual(['0']);
    expect(await toEach([]).publish('t', message('a'))).toBe('0');
  });

  it('publish by the topic, and refuse one that is not there', async () => {
    const { given, publisher } = noting('one');
    const all = routed(new Map([['known', publisher]]));
    expect(await all.publish('known', message('a'))).toBe('one-a');
    await expect(all.publish('unknown', message('a'))).rejects.toMatchObject({ code: 'misconfigured' });
    expect(given).toEqual(['known a']);
  });
});
