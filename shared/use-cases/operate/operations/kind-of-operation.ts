import type { Operation, OperationPage } from '../../../jobs/operations/operation.ts';
import type { WorkOutcome } from '../../../jobs/operations/operation-progress.ts';
import type { Selection } from '../../../jobs/operations/selection.ts';
import type { DeadLetterContext } from '../dead-letters/dead-letter-context.ts';

/** A place among the things of an operation. */
export interface PageAsked {
  /** `next` of the page before; `FROM_THE_START` for the first one. */
  readonly cursor: string;
  readonly limit: number;
}

/** As much of an operation as its kind needs: how its things are selected, and why they are. */
export interface OperationOf<Chosen extends Selection> extends Pick<Operation, 'asOf' | 'reason'> {
  readonly selection: Chosen;
}

/**
 * A kind of operation: where its things are found, and what is done to one of them. Each throws
 * StoreUnavailableError or PublishError for a fault that may pass; then it is asked again.
 */
export interface KindOfOperation<Chosen extends Selection, Item extends string> {
  /** @returns things, perhaps none; a name means the same thing when it is worked on again */
  page(
    context: DeadLetterContext,
    operation: OperationOf<Chosen>,
    asked: PageAsked,
  ): Promise<OperationPage & { readonly items: readonly Item[] }>;
  /** @returns what `act` would come to as things stand; writes nothing */
  judge(context: DeadLetterContext, item: Item, operation: OperationOf<Chosen>): Promise<WorkOutcome>;
  /** Does it, in the name of the context's caller; a thing that is done already is not done again. */
  act(context: DeadLetterContext, item: Item, operation: OperationOf<Chosen>): Promise<WorkOutcome>;
}
