import { describe, expect, it } from 'vitest';
import { sqliteStores } from '../../../../local/stacks/sqlite-stores.ts';
import type { Entry } from '../../../../shared/adapters/archive/archived-forms.ts';
import { EntryDiffersError, fillLedger } from '../../../../shared/adapters/archive/fill-ledger.ts';
import { sumsOf } from '../../../../shared/adapters/archive/ledger-contents.ts';
import { ledgerEntries } from '../../../../shared/adapters/archive/ledger-entries.ts';
import { StoreMisconfiguredError, StoreUnavailableError } from '../../../../shared/ports/errors.ts';
import type { Stores } from '../../../../shared/ports/stores.ts';
import { SILENT } from '../../../../shared/telemetry/log-events.ts';
import { PEPPERS, publishedRecord, START } from '../../../fixtures.ts';
import { openLedger } from '../../../ledger-files.ts';
import { everyJob, fillWithEverything } from '../../../whole-ledger.ts';
import { HOLD } from '../../jobs/samples.ts';

const newStores = () => sqliteStores(openLedger(), { telemetry: SILENT, peppers: PEPPERS });
const reading = { asOf: START, onUnreadable: (name: string) => expect.fail(name) };

async function* each(entries: readonly Entry[]) {
  yield* entries;
}

async function everything(): Promise<Entry[]> {
  const source = newStores();
  await fillWithEverything(source);
  const entries: Entry[] = [];
  for await (const entry of ledgerEntries(source, reading)) entries.push(entry);
  return entries;
}

/** @returns the stores, whose first so many sets of jobs meet a fault */
function faulty(stores: Stores, error: Error, times: number): Stores {
  let left = times;
  const jobs = Object.create(stores.jobs, {
    createAll: {
      value: async (...args: Parameters<Stores['jobs']['createAll']>) => {
        left -= 1;
        return left >= 0 ? args[0].map(() => error) : stores.jobs.createAll(...args);
      },
    },
  }) as Stores['jobs'];
  return { ...stores, jobs };
}

describe('a ledger that is filled', () => {
  it('is gone on with, whichever entry it broke off behind', async () => {
    const entries = await everything();
    const whole = await sumsOf(each(entries));
    for (let crash = 0; crash <= entries.length; crash += 3) {
      const target = newStores();
      await fillLedger(target, each(entries.slice(0, crash)), {});
      const after = await fillLedger(target, each(entries), {});
      expect(after).toEqual({ written: entries.length - crash, present: crash });
      expect(await sumsOf(ledgerEntries(target, reading))).toEqual(whole);
    }
  });

  it.each<[string, Entry, (stores: Stores) => Promise<unknown>]>([
    [
      'jobs/lead-1',
      { store: 'jobs', thing: publishedRecord('lead-1') },
      ({ jobs }) => jobs.create({ ...publishedRecord('lead-1'), status: 'unanswered' }),
    ],
    [
      'holds/enrichMobile',
      { store: 'holds', thing: HOLD },
      ({ holds }) => holds.place({ ...HOLD, reason: 'another' }),
    ],
  ])('keeps its own %s where that is another one', async (name, entry, put) => {
    const target = newStores();
    await put(target);
    const before = await sumsOf(ledgerEntries(target, reading));
    const error = await fillLedger(target, each([entry]), {}).catch((fault) => fault);
    expect(error).toBeInstanceOf(EntryDiffersError);
    expect(`${error.store}/${error.entry}`).toBe(name);
    expect(await sumsOf(ledgerEntries(target, reading))).toEqual(before);
  });

  it('is filled on behind a fault that passes, and not behind one that lasts', async () => {
    const jobs = everyJob().map((thing): Entry => ({ store: 'jobs', thing }));
    const waitsMs = [0, 0];
    const passing = faulty(newStores(), new StoreUnavailableError(), 2);
    expect((await fillLedger(passing, each(jobs), { waitsMs })).written).toBe(jobs.length);
    const lasting = faulty(newStores(), new StoreUnavailableError(), 3);
    await expect(fillLedger(lasting, each(jobs), { waitsMs })).rejects.toThrow(StoreUnavailableError);
    const misconfigured = faulty(newStores(), new StoreMisconfiguredError('no-permission'), 1);
    await expect(fillLedger(misconfigured, each(jobs), { waitsMs })).rejects.toThrow(StoreMisconfiguredError);
  });

  it('says how far it is, in sets that memory holds', async () => {
    const many = Array.from(
      { length: 700 },
      (_, i): Entry => ({ store: 'jobs', thing: publishedRecord(`l-${i}`) }),
    );
    const seen: number[] = [];
    await fillLedger(newStores(), each(many), { onProgress: (count) => seen.push(count) });
    expect(seen).toEqual([300, 600, 700]);
    const payload = 'x'.repeat(1_000_000);
    const large = many
      .slice(0, 20)
      .map(({ thing }) => ({ store: 'jobs', thing: { ...thing, payload } }) as Entry);
    seen.length = 0;
    await fillLedger(newStores(), each(large), { onProgress: (count) => seen.push(count) });
    expect(seen).toEqual([9, 18, 20]);
  });

  it('is left where it is wanted no more', async () => {
    const controller = new AbortController();
    const many = Array.from(
      { length: 700 },
      (_, i): Entry => ({ store: 'jobs', thing: publishedRecord(`l-${i}`) }),
    );
    const target = newStores();
    const filling = fillLedger(target, each(many), {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(filling).rejects.toThrow(/aborted/);
    expect(await target.jobs.count({})).toBe(300);
  });
});
