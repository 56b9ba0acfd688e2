import type { Operation, OperationPage } from '../../../jobs/operations/operation.ts';
import {
  counting,
  type ItemOutcome,
  type PageWork,
  roomFor,
  settled,
} from '../../../jobs/operations/operation-progress.ts';
import {
  PublishError,
  RecordUnreadableError,
  StoreMisconfiguredError,
  StoreUnavailableError,
} from '../../../ports/errors.ts';
import { seenLedger } from '../../read/seen-jobs.ts';
import { together } from '../../together.ts';
import type { DeadLetterContext } from '../dead-letters/dead-letter-context.ts';
import { kindOf } from './kinds.ts';
import type { OperationsContext } from './operations-context.ts';
import { reportFault } from './report-operation.ts';

/** The outcome of an item, and the fault behind it where there was one. */
interface Worked {
  /** undefined: the fault may pass. */
  readonly outcome: ItemOutcome | undefined;
  readonly error?: unknown;
}

/** Works on the things of an operation's page as one set, and looks for the page after it. Never throws. */
export async function workOnPage(
  context: OperationsContext,
  operation: Operation,
): Promise<Pick<PageWork, 'outcomes' | 'following' | 'fault'>> {
  const { actor: email, team } = operation;
  const inTheirName = { ...context, caller: { email, team }, store: seenLedger(team, context.store) };
  const worked = await together(inTheirName, operation.page.items, (set, item) =>
    workOn(set, item, operation),
  );
  const outcomes = worked.map(({ outcome }) => outcome);
  const following = await pageAfter(inTheirName, operation, outcomes);
  const passing = worked.find(({ outcome, error }) => outcome === undefined && error !== undefined);
  const error = (passing ?? worked.find((one) => one.error !== undefined))?.error ?? following.error;
  if (error !== undefined) reportFault(context, operation, error);
  const isPassing = outcomes.includes(undefined) || following.error !== undefined;
  return { outcomes, following: following.page, fault: isPassing ? faultOf(error) : undefined };
}

function faultOf(error: unknown): string {
  if (error instanceof PublishError) return `publish-${error.code}`;
  return error instanceof StoreMisconfiguredError ? error.reason : 'store-unavailable';
}

async function workOn(context: DeadLetterContext, item: string, operation: Operation): Promise<Worked> {
  const kind = kindOf(operation);
  try {
    const outcome = operation.dryRun
      ? await kind.judge(context, item, operation)
      : await kind.act(context, item, operation);
    return { outcome: settled(outcome, operation) };
  } catch (error) {
    if (error instanceof StoreUnavailableError || error instanceof PublishError)
      return { outcome: undefined, error };
    // One thing that cannot be done holds up no other.
    const reason = error instanceof RecordUnreadableError ? 'unreadable' : 'fault';
    return { outcome: { kind: 'failed', reason }, error };
  }
}

/** Things that met a passing fault come first; and the limit may be reached. */
async function pageAfter(
  context: DeadLetterContext,
  operation: Operation,
  outcomes: readonly (ItemOutcome | undefined)[],
): Promise<{ readonly page?: OperationPage; readonly error?: unknown }> {
  const cursor = operation.page.next;
  const limit = roomFor(counting(operation, outcomes));
  if (cursor === null || limit === 0 || outcomes.includes(undefined)) return {};
  try {
    return { page: await kindOf(operation).page(context, operation, { cursor, limit }) };
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    return { error };
  }
}
