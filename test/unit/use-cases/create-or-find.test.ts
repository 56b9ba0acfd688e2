import { describe, expect, it } from 'vitest';
import { StoreUnavailableError } from '../../../shared/ports/errors.ts';
import { createOrFind } from '../../../shared/use-cases/create-or-find.ts';
import { publishedRecord, testGateway } from '../../fixtures.ts';
import { acceptedRecord } from '../jobs/samples.ts';
import { countCalls, store, storedOf } from './actions.ts';

describe('to create or find', () => {
  it('creates what is not there, for one write and no read', async () => {
    const gateway = testGateway();
    const calls = countCalls(gateway);
    const { kind, stored } = await createOrFind(gateway.store, acceptedRecord());
    expect(kind).toBe('created');
    expect(calls).toEqual({ create: 1 });
    expect(stored).toEqual(await storedOf(gateway));
  });

  it('finds what has the request ID, and changes nothing', async () => {
    const gateway = testGateway();
    const there = await store(gateway, publishedRecord());
    expect(await createOrFind(gateway.store, acceptedRecord())).toEqual({ kind: 'found', stored: there });
  });

  it('fails as a store that does not answer when the record is gone meanwhile', async () => {
    const { store: jobs } = testGateway();
    jobs.create = async () => 'exists';
    await expect(createOrFind(jobs, acceptedRecord())).rejects.toThrow(StoreUnavailableError);
  });
});
