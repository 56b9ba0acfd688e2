import { type CollectionReference, FieldValue, type Firestore } from '@google-cloud/firestore';
import type { BudgetCounter } from '../../ports/budget-counter.ts';
import { storeCall } from './store-call.ts';

/** The collection of counts: one document for each limit and period. */
const BUDGETS = 'budgets';

export class FirestoreBudgetCounter implements BudgetCounter {
  readonly #firestore: Firestore;
  readonly #budgets: CollectionReference;

  constructor(firestore: Firestore, repositoryId: string) {
    this.#firestore = firestore;
    this.#budgets = firestore.collection('repositories').doc(repositoryId).collection(BUDGETS);
  }

  async read(keys: readonly string[]): Promise<number[]> {
    const snapshots = await storeCall(() =>
      this.#firestore.getAll(...keys.map((key) => this.#budgets.doc(key))),
    );
    return snapshots.map((snapshot) => Number(snapshot.get('count') ?? 0));
  }

  async add(key: string, delta: 1 | -1): Promise<void> {
    await storeCall(() =>
      this.#budgets.doc(key).set({ count: FieldValue.increment(delta) }, { merge: true }),
    );
  }
}
