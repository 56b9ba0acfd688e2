import { describe, expect, it } from 'vitest';
import { RECONCILIATION } from '../../../shared/api/reconcile-examples.ts';
import { answer, scripted } from './scripted.ts';

const charge = (requestId: string) => ({
  requestId,
  rootId: requestId,
  jobType: 'enrichMobile',
  chargedOn: '2026-03-01',
  origin: 'gateway',
});
const page = (ids: readonly string[], nextPageToken?: string) =>
  answer(200, { charges: ids.map(charge), nextPageToken });

describe('the reconciliation', () => {
  it('is read for a period, with rows for the job types that are named', async () => {
    const script = scripted([answer(200, RECONCILIATION), answer(200, RECONCILIATION)]);
    expect(await script.operator.reconciliation.read()).toEqual(RECONCILIATION);
    await script.operator.reconciliation.read({ month: '2026-03', jobType: ['a', 'b'] });
    expect(script.requests.map(({ url }) => url)).toEqual([
      'https://gateway.test/v1/reconciliation',
      'https://gateway.test/v1/reconciliation?month=2026-03&jobType=a%2Cb',
    ]);
  });

  it('lists all that was charged, page by page', async () => {
    const script = scripted([page(['a', 'b'], 'after-b'), page([], 'after-x'), page(['c'])]);
    const ids: string[] = [];
    for await (const { requestId } of script.operator.reconciliation.charges({ day: '2026-03-01' }))
      ids.push(requestId);
    expect(ids).toEqual(['a', 'b', 'c']);
    expect(script.requests.map(({ url }) => new URL(url).search)).toEqual([
      '?day=2026-03-01',
      '?day=2026-03-01&pageToken=after-b',
      '?day=2026-03-01&pageToken=after-x',
    ]);
  });

  it('goes on where another list ended', async () => {
    const script = scripted([page(['b'], 'after-b')]);
    for await (const { nextPageToken } of script.operator.reconciliation.pages({ pageToken: 'after-a' })) {
      expect(nextPageToken).toBe('after-b');
      break;
    }
    expect(script.requests.map(({ url }) => new URL(url).search)).toEqual(['?pageToken=after-a']);
  });
});
