import { type Erasure, isUnfinished } from '../../jobs/erasures/erasure.ts';
import type { ErasureId } from '../../jobs/erasures/erasure-id.ts';
import type {
  ErasureLedger,
  ErasuresPage,
  ErasuresQuery,
  StoredErasure,
} from '../../ports/erasure-ledger.ts';
import type { Revision } from '../../ports/job-store.ts';

export class MemoryErasureLedger implements ErasureLedger {
  readonly #erasures = new Map<ErasureId, StoredErasure>();
  #revisions = 0;

  async create(erasure: Erasure): Promise<Revision | 'exists'> {
    return this.#erasures.has(erasure.id) ? 'exists' : this.#put(erasure);
  }

  async replace(erasure: Erasure, expected: Revision): Promise<Revision | 'conflict'> {
    return this.#erasures.get(erasure.id)?.revision === expected ? this.#put(erasure) : 'conflict';
  }

  async get(id: ErasureId): Promise<StoredErasure | undefined> {
    return this.#erasures.get(id);
  }

  async list({ before, limit }: ErasuresQuery): Promise<ErasuresPage> {
    const all = this.erasures()
      .filter(({ id }) => before === undefined || id < before)
      .toSorted((a, b) => (a.id < b.id ? 1 : -1));
    const erasures = all.slice(0, limit);
    return { erasures, next: all.length > limit ? erasures.at(-1)?.id : undefined };
  }

  async unfinished(limit: number): Promise<readonly Erasure[]> {
    return this.erasures().filter(isUnfinished).slice(0, limit);
  }

  /** Every erasure, for tests and the embedded stack. */
  erasures(): Erasure[] {
    return [...this.#erasures.values()].map(({ erasure }) => erasure);
  }

  #put(erasure: Erasure): Revision {
    this.#revisions += 1;
    const revision = String(this.#revisions) as Revision;
    this.#erasures.set(erasure.id, { erasure, revision });
    return revision;
  }
}
