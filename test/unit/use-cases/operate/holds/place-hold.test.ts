import { describe, expect, it } from 'vitest';
import { StoreUnavailableError } from '../../../../../shared/ports/errors.ts';
import { placeHold } from '../../../../../shared/use-cases/operate/holds/place-hold.ts';
import { START, submission, testGateway } from '../../../../fixtures.ts';
import { logged, recordOf, submit } from '../../actions.ts';

const ASKED = { name: 'enrichMobile', reason: 'OPS-317', until: null };
const OPS = { email: 'ops@acme.example', team: 'every' } as const;

describe('a hold that is placed', () => {
  it('accepts what is submitted, and publishes nothing, at once where it was placed', async () => {
    const gateway = testGateway();
    await submit(gateway);
    const { kind } = await placeHold({ ...gateway, caller: OPS }, ASKED);
    expect(kind).toBe('held');
    const result = await submit(gateway, submission('late'));
    expect(result).toMatchObject({ kind: 'accepted', record: { status: 'accepted', held: 'enrichMobile' } });
    expect(gateway.published.requestIds()).toEqual(['lead-1']);
  });

  it('is told in the audit before and after, by whom and why', async () => {
    const gateway = testGateway();
    await placeHold({ ...gateway, caller: OPS }, ASKED);
    const { entries } = await gateway.audit.list({ filter: { target: 'enrichMobile' }, limit: 9 });
    expect(
      entries.map(({ step, action, actor, outcome, reason }) => [step, action, actor, outcome, reason]),
    ).toEqual([
      ['outcome', 'hold', OPS.email, 'held', 'OPS-317'],
      ['intent', 'hold', OPS.email, null, 'OPS-317'],
    ]);
    expect(logged(gateway)).toContain('hold.placed');
  });

  it('is the one that is in force already, whatever is asked for; that is no act', async () => {
    const gateway = testGateway();
    await placeHold({ ...gateway, caller: OPS }, ASKED);
    const again = await placeHold(gateway, { ...ASKED, reason: 'another', until: START });
    expect(again).toMatchObject({
      kind: 'replayed',
      hold: { by: OPS.email, reason: 'OPS-317', until: null },
    });
    expect((await gateway.audit.list({ filter: {}, limit: 9 })).entries).toHaveLength(2);
  });

  it('is not placed for a job type that is not configured, such as one misspelt', async () => {
    const gateway = testGateway();
    for (const name of ['enrichmobile', '**', '', 'toString'])
      expect(await placeHold(gateway, { ...ASKED, name })).toEqual({
        kind: 'unknown-job-type',
        known: ['enrichMobile'],
      });
    expect(await gateway.holds.list()).toEqual([]);
  });

  it('is not placed when it cannot be told', async () => {
    const gateway = testGateway();
    gateway.audit.append = () => Promise.reject(new StoreUnavailableError());
    await expect(placeHold(gateway, ASKED)).rejects.toBeInstanceOf(StoreUnavailableError);
    expect(await gateway.holds.list()).toEqual([]);
  });

  it('of all job types holds each of them', async () => {
    const gateway = testGateway();
    await placeHold(gateway, { ...ASKED, name: '*' });
    await submit(gateway);
    expect(await recordOf(gateway)).toMatchObject({ held: '*' });
  });
});
