import type { Instant } from '../../jobs/instant.ts';
import { isOperationDue, type Operation, operationPlace } from '../../jobs/operations/operation.ts';
import type { OperationId } from '../../jobs/operations/operation-id.ts';
import type { Revision } from '../../ports/job-store.ts';
import type {
  OperationList,
  OperationQuery,
  OperationStore,
  StoredOperation,
} from '../../ports/operation-store.ts';

export class MemoryOperationStore implements OperationStore {
  readonly #operations = new Map<OperationId, StoredOperation>();
  #revisions = 0;

  async create(operation: Operation): Promise<Revision | 'exists'> {
    return this.#operations.has(operation.id) ? 'exists' : this.#put(operation);
  }

  async replace(operation: Operation, expected: Revision): Promise<Revision | 'conflict'> {
    return this.#operations.get(operation.id)?.revision === expected ? this.#put(operation) : 'conflict';
  }

  async get(id: OperationId): Promise<StoredOperation | undefined> {
    return this.#operations.get(id);
  }

  async due(now: Instant, limit: number): Promise<readonly StoredOperation[]> {
    return [...this.#operations.values()]
      .filter(({ operation }) => isOperationDue(operation, now))
      .toSorted((a, b) => (a.operation.wake?.at ?? 0) - (b.operation.wake?.at ?? 0))
      .slice(0, limit);
  }

  async list({ before, limit }: OperationQuery): Promise<OperationList> {
    const found = [...this.#operations.values()]
      .map(({ operation }) => ({ operation, place: operationPlace(operation) }))
      .filter(({ place }) => before === undefined || place < before)
      .toSorted((a, b) => (a.place < b.place ? 1 : -1));
    const page = found.slice(0, limit);
    return {
      operations: page.map(({ operation }) => operation),
      next: found.length > limit ? page.at(-1)?.place : undefined,
    };
  }

  #put(operation: Operation): Revision {
    this.#revisions += 1;
    const revision = String(this.#revisions) as Revision;
    this.#operations.set(operation.id, { operation, revision });
    return revision;
  }
}
