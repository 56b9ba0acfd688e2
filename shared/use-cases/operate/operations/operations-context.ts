import type { OperationStore } from '../../../ports/operation-store.ts';
import type { OperateContext } from '../audited.ts';

/** All that operations are asked for, worked on and read with. */
export interface OperationsContext extends OperateContext {
  readonly operations: OperationStore;
}
