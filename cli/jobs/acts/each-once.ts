/** An act on jobs by their IDs, one call for each. */
import { GatewayError } from '../../../client/index.ts';

/** Calls at once. */
const AT_ONCE = 8;

export interface Performed<Outcome> {
  readonly done: ReadonlyMap<string, Outcome>;
  /** Why the rest was not tried. */
  readonly failure: unknown;
}

/**
 * Each ID once, some at once. After a failure that is about no job, none is begun.
 * @param act throws what is about no job
 */
export async function eachOnce<Outcome>(
  requestIds: Iterable<string>,
  act: (requestId: string) => Promise<Outcome>,
): Promise<Performed<Outcome>> {
  const done = new Map<string, Outcome>();
  let failure: unknown;
  const queue = new Set(requestIds).values();
  const work = async () => {
    for (const requestId of queue) {
      if (failure !== undefined) return;
      try {
        done.set(requestId, await act(requestId));
      } catch (error) {
        failure ??= error;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { done, failure };
}

export interface Refused {
  readonly outcome: 'refused' | 'not-found';
  /** A code of the gateway's. */
  readonly reason: string | null;
}

const REFUSALS = ['not-retryable', 'not-replayable', 'not-redeliverable'] as const;

/** Tells why a gateway refuses an act on one job. @throws the error when it is not about the job */
export function refusedBy(
  error: unknown,
  { requestId, tell }: { readonly requestId: string; readonly tell: (line: string) => void },
): Refused {
  if (!(error instanceof GatewayError)) throw error;
  const isUnknown = error.is('job-not-found');
  if (!isUnknown && !REFUSALS.some((type) => error.is(type))) throw error;
  tell(`${requestId}: ${error.detail}`);
  return { outcome: isUnknown ? 'not-found' : 'refused', reason: error.problem?.reason ?? null };
}
