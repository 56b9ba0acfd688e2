import { describe, expect, it } from 'vitest';
import { prepareErasure } from '../../../../../shared/use-cases/operate/erasures/prepare-erasure.ts';
import { DAY, id, testGateway } from '../../../../fixtures.ts';
import { successorRecord } from '../../../jobs/samples.ts';
import { receiveAnswer, recordOf, store, submit, sweepAfter } from '../../actions.ts';
import { about, BY_EMAIL, EMAIL, setAside } from './persons.ts';

const WET = { isDry: false };

const NO_LETTERS = { place: 'dead-letter-records', found: 0 };

describe('an erasure that is prepared', () => {
  it('has every lead of the person with all of its attempts, and nobody else', async () => {
    const gateway = testGateway();
    await submit(gateway, about('lead-1'));
    await receiveAnswer(gateway, { status: 'failed' });
    await sweepAfter(gateway, DAY);
    await submit(gateway, about('lead-2'));
    await submit(gateway, about('lead-3', 'somebody@else.example'));
    const result = await prepareErasure(gateway, BY_EMAIL, WET);
    expect(result).toMatchObject({
      kind: 'prepared',
      erasure: { state: 'ready', rootIds: ['lead-1', 'lead-2'], reason: 'DSR-1', places: [] },
      findings: { places: [{ place: 'ledger', found: 3 }, NO_LETTERS], blockers: [] },
    });
    expect((await recordOf(gateway, 'lead-1')).payload).toContain(EMAIL);
  });

  it('is of whom Modigie found, too', async () => {
    const gateway = testGateway();
    await submit(gateway);
    const payload = {
      ...about('x').payload,
      phoneNumbers: [{ phoneNumber: { e164Format: '+46705550100' } }],
    };
    await receiveAnswer(gateway, { payload });
    const identifiers = [{ kind: 'phone', text: '+46 70 555 01 00' }] as const;
    const result = await prepareErasure(gateway, { ...BY_EMAIL, identifiers }, WET);
    expect(result).toMatchObject({ erasure: { rootIds: ['lead-1'] } });
  });

  it('finds by any attempt, and a successor that its predecessor does not name yet', async () => {
    const gateway = testGateway();
    await submit(gateway);
    await store(gateway, successorRecord());
    for (const requestId of ['lead-1', 'lead-1~2']) {
      const asked = { identifiers: [], requestIds: [id(requestId)], reason: 'DSR-1' };
      expect(await prepareErasure(gateway, asked, { isDry: true })).toMatchObject({
        kind: 'found',
        erasure: { rootIds: ['lead-1'] },
        findings: { places: [{ place: 'ledger', found: 2 }, NO_LETTERS] },
      });
    }
  });

  it('tells which request IDs there are none of, and does not stop at them', async () => {
    const gateway = testGateway();
    await submit(gateway);
    const asked = { identifiers: [], requestIds: [id('lead-1'), id('unknown')], reason: 'DSR-1' };
    expect(await prepareErasure(gateway, asked, WET)).toMatchObject({
      erasure: { rootIds: ['lead-1'] },
      findings: { blockers: [{ requestId: 'unknown', reason: 'not-found' }] },
    });
  });

  it('is told in the audit before it is written, and by its ID alone', async () => {
    const gateway = testGateway();
    await submit(gateway, about('lead-1'));
    const caller = { email: 'ops@acme.example', team: 'every' } as const;
    const result = await prepareErasure({ ...gateway, caller }, BY_EMAIL, WET);
    const { entries } = await gateway.audit.list({ filter: { action: 'prepare-erasure' }, limit: 9 });
    const target = result.kind === 'prepared' ? result.erasure.id : '';
    expect(entries.map(({ step, outcome, actor, reason }) => [step, outcome, actor, reason])).toEqual([
      ['outcome', 'prepared', caller.email, 'DSR-1'],
      ['intent', null, caller.email, 'DSR-1'],
    ]);
    expect(entries.every((entry) => entry.target === target)).toBe(true);
  });

  it('keeps neither address nor name: the ledger of erasures has hashes', async () => {
    const gateway = testGateway();
    await submit(gateway, about('lead-1'));
    await prepareErasure(gateway, BY_EMAIL, WET);
    const [erasure] = gateway.erasures.erasures();
    expect(erasure?.personKeys).toEqual([expect.stringMatching(/^1:[\w-]{22}$/)]);
    expect(JSON.stringify([erasure, gateway.events])).not.toMatch(/ingrid|hollander|lindqvist/i);
  });

  it('writes nothing as a dry run', async () => {
    const gateway = testGateway();
    await submit(gateway, about('lead-1'));
    expect((await prepareErasure(gateway, BY_EMAIL, { isDry: true })).kind).toBe('found');
    expect(gateway.erasures.erasures()).toEqual([]);
    expect((await gateway.audit.list({ filter: {}, limit: 9 })).entries).toEqual([]);
  });

  it('refuses what is no identifier of its kind', async () => {
    const identifiers = [{ kind: 'linkedIn', text: 'https://hollander.example' }] as const;
    expect(await prepareErasure(testGateway(), { ...BY_EMAIL, identifiers }, WET)).toEqual({
      kind: 'not-an-identifier',
      of: 'linkedIn',
    });
  });

  it('is by request ID alone without a pepper, and says so', async () => {
    const gateway = testGateway({ peppers: [] });
    await submit(gateway, about('lead-1'));
    expect(await prepareErasure(gateway, BY_EMAIL, WET)).toEqual({ kind: 'no-pepper', of: 'email' });
    const asked = { identifiers: [], requestIds: [id('lead-1')], reason: 'DSR-1' };
    expect(await prepareErasure(gateway, asked, WET)).toMatchObject({ kind: 'prepared' });
  });

  it('is of one person: more than a thousand records are refused, and nothing is written', async () => {
    const gateway = testGateway();
    for (let i = 0; i <= 1_000; i += 1) await submit(gateway, about(`lead-${i}`));
    expect(await prepareErasure(gateway, BY_EMAIL, WET)).toEqual({ kind: 'too-many' });
    expect(gateway.erasures.erasures()).toEqual([]);
  });

  it('counts the dead letters about the person, too', async () => {
    const gateway = testGateway();
    await submit(gateway, about('lead-1'));
    await setAside(gateway, about('lead-1'));
    expect(await prepareErasure(gateway, BY_EMAIL, WET)).toMatchObject({
      findings: {
        places: [
          { place: 'ledger', found: 1 },
          { ...NO_LETTERS, found: 1 },
        ],
      },
    });
  });
});
