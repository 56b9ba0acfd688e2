import { describe, expect, it } from 'vitest';
import type { JobStore } from '../../../../../shared/ports/job-store.ts';
import { findLineages } from '../../../../../shared/use-cases/operate/erasures/find-lineages.ts';
import { DAY, id, testGateway } from '../../../../fixtures.ts';
import { receiveAnswer, submit, sweepAfter } from '../../actions.ts';
import { about, BY_EMAIL, erase } from './persons.ts';

const LEADS = Array.from({ length: 120 }, (_, i) => `lead-${String(i).padStart(3, '0')}`);

/** @returns how many records each read of the store has given at once */
function readsOf(store: JobStore): number[] {
  const reads: number[] = [];
  const { getMany, findByPerson } = store;
  store.getMany = async (requestIds) => {
    const read = await getMany.call(store, requestIds);
    reads.push(read.length);
    return read;
  };
  store.findByPerson = async (query) => {
    const page = await findByPerson.call(store, query);
    reads.push(page.found.length);
    return page;
  };
  return reads;
}

describe('the lineages about a person', () => {
  it('are kept by their IDs alone, and by whether each attempt is erased', async () => {
    const gateway = testGateway();
    await submit(gateway, about('lead-1'));
    await receiveAnswer(gateway, { status: 'failed' });
    await sweepAfter(gateway, DAY);
    const sought = { keys: [], requestIds: [id('lead-1')] };
    const lineage = (isErased: boolean) => ({
      lineages: [
        {
          rootId: 'lead-1',
          attempts: [
            { requestId: 'lead-1', rootId: 'lead-1', isErased },
            { requestId: 'lead-1~2', rootId: 'lead-1', isErased },
          ],
        },
      ],
      blockers: [],
      records: 2,
    });
    expect(await findLineages(gateway.store, sought)).toEqual(lineage(false));
    await erase(gateway);
    expect(await findLineages(gateway.store, sought)).toEqual(lineage(true));
  });

  it('are found and erased in parts of 50, each of which may have nearly 1 MB', async () => {
    const gateway = testGateway();
    for (const lead of LEADS) await submit(gateway, about(lead));
    const reads = readsOf(gateway.store);
    const { kind, erasure } = await erase(gateway, { ...BY_EMAIL, requestIds: LEADS.slice(0, 99).map(id) });
    expect([kind, erasure.rootIds.length]).toEqual(['done', 120]);
    expect(erasure.places.find(({ place }) => place === 'ledger')).toMatchObject({ found: 120, erased: 120 });
    expect(Math.max(...reads)).toBe(50);
  });

  it('count what is gone by the time that it is read again as left, which another run does not find', async () => {
    const gateway = testGateway();
    for (const lead of ['lead-1', 'lead-2']) await submit(gateway, about(lead));
    const getMany = gateway.store.getMany.bind(gateway.store);
    const { replace } = gateway.erasures;
    gateway.erasures.replace = async (...args) => {
      gateway.store.getMany = async (requestIds) =>
        (await getMany(requestIds)).map((one, i) => (requestIds[i] === 'lead-2' ? undefined : one));
      return replace.apply(gateway.erasures, args);
    };
    const { kind, erasure } = await erase(gateway);
    expect(kind).toBe('incomplete');
    expect(erasure.places.find(({ place }) => place === 'ledger')).toMatchObject({ found: 2, erased: 1 });
  });
});
