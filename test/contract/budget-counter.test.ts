import { Firestore } from '@google-cloud/firestore';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { FirestoreBudgetCounter } from '../../shared/adapters/firestore/budget-counter.ts';
import { MemoryBudgetCounter } from '../../shared/adapters/memory/budget-counter.ts';
import type { BudgetCounter } from '../../shared/ports/budget-counter.ts';

const emulators = inject('emulators');
process.env['FIRESTORE_EMULATOR_HOST'] = emulators?.FIRESTORE_EMULATOR_HOST ?? '127.0.0.1:1';
const firestore = new Firestore({ projectId: `budgets-${process.pid}` });
const ADAPTERS: [string, (() => BudgetCounter) | undefined][] = [
  ['memory', () => new MemoryBudgetCounter()],
  ['Firestore', emulators ? () => new FirestoreBudgetCounter(firestore, 'repository-1') : undefined],
];

afterAll(() => firestore.terminate());

describe.each(ADAPTERS)('counting in %s', (_name, create) => {
  it.skipIf(!create)('counts by key, from 0, also when many count at once', async () => {
    const counter = (create as () => BudgetCounter)();
    await Promise.all([
      ...Array.from({ length: 10 }, () => counter.add('a@2026-03', 1)),
      counter.add('b@2026-03', 1),
    ]);
    await counter.add('a@2026-03', -1);
    expect(await counter.read(['b@2026-03', 'a@2026-03', 'c@2026-03'])).toEqual([1, 9, 0]);
  });
});
