import { describe, expect, it } from 'vitest';
import type { DeadLetterId } from '../../../../../shared/jobs/dead-letters/dead-letter-id.ts';
import { later } from '../../../../../shared/jobs/instant.ts';
import { StoreUnavailableError } from '../../../../../shared/ports/errors.ts';
import { deadLetter } from '../../../../../shared/use-cases/dead-letter.ts';
import { revealDeadLetter } from '../../../../../shared/use-cases/operate/dead-letters/reveal-dead-letter.ts';
import { DAY, received, setAsideBy, testGateway } from '../../../../fixtures.ts';

const OPS = { email: 'ops@acme.example', team: 'every' as const };

async function withLetter() {
  const gateway = testGateway();
  await deadLetter(gateway, received('{', { by: 'ingrid' }), { source: 'intake-jobs', reason: 'not-json' });
  const id = setAsideBy(gateway)[0]?.id as DeadLetterId;
  const reveal = (letter = id) =>
    revealDeadLetter({ ...gateway, caller: OPS }, { id: letter, reason: 'Ticket OPS-313' });
  const told = async () =>
    (await gateway.audit.list({ filter: { target: id }, limit: 99 })).entries
      .toReversed()
      .map(({ actor, action, outcome, reason }) => [actor, action, outcome, reason]);
  return { gateway, id, reveal, told };
}

describe('a reveal of a dead letter', () => {
  it('gives its message, once it is told who looked and why', async () => {
    const { gateway, id, reveal, told } = await withLetter();
    expect(await reveal()).toMatchObject({
      kind: 'revealed',
      letter: { id, attributes: { by: 'ingrid' } },
      body: Buffer.from('{'),
    });
    expect(await told()).toEqual([
      [OPS.email, 'reveal-dead-letter', null, 'Ticket OPS-313'],
      [OPS.email, 'reveal-dead-letter', 'revealed', 'Ticket OPS-313'],
    ]);
    const intent = gateway.events.find(({ name }) => name === 'audit.intent');
    expect(intent?.fields).toMatchObject({ document: id, action: 'reveal-dead-letter' });
  });

  it('that cannot be told reads none of its bytes', async () => {
    const { gateway, reveal } = await withLetter();
    let isRead = false;
    gateway.deadLetters.body = async () => {
      isRead = true;
      return undefined;
    };
    gateway.audit.append = () => Promise.reject(new StoreUnavailableError());
    await expect(reveal()).rejects.toThrow(StoreUnavailableError);
    expect(isRead).toBe(false);
  });

  it('is told each time', async () => {
    const { gateway, reveal, told } = await withLetter();
    await reveal();
    gateway.clock.time = later(gateway.clock.time, 1);
    await reveal();
    expect(await told()).toHaveLength(4);
  });

  it('of one that has expired, or never was, is none, and nothing is told', async () => {
    const { gateway, reveal, told } = await withLetter();
    expect(await reveal('0'.repeat(24) as DeadLetterId)).toEqual({ kind: 'not-found' });
    gateway.clock.time = later(gateway.clock.time, 91 * DAY);
    expect(await reveal()).toEqual({ kind: 'not-found' });
    expect(await told()).toEqual([]);
  });
});
