import type { OperationStore } from '../../../ports/operation-store.ts';
import type { DeadLetterContext } from '../dead-letters/dead-letter-context.ts';

/** All that operations are asked for, worked on and read with. */
export interface OperationsContext extends DeadLetterContext {
  readonly operations: OperationStore;
}
