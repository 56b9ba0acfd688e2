/** An act on jobs, or on dead letters, by their IDs, one call for each. */
import { GatewayError } from '../../../client/index.ts';

/** Calls at once. */
const AT_ONCE = 8;

/** Of a call that was begun, and told nothing of how it ended: it may have been done. Else it was not. */
export type Untold = 'unknown' | 'not-tried';

export interface Performed<Outcome> {
  readonly outcomeOf: (id: string) => Outcome;
  /** Why the rest was not tried. */
  readonly failure: unknown;
}

interface EachOptions<Outcome> {
  readonly atOnce?: number;
  readonly signal: AbortSignal;
  /** The outcome of which nothing else is known. */
  readonly untold: (outcome: Untold) => Outcome;
}

/**
 * Each ID once, some at once. After a failure that is about none of them, and once it is interrupted, none is
 * begun.
 * @param act throws what is about none of them
 */
export async function eachOnce<Outcome>(
  ids: Iterable<string>,
  { atOnce = AT_ONCE, signal, untold }: EachOptions<Outcome>,
  act: (id: string) => Promise<Outcome>,
): Promise<Performed<Outcome>> {
  const known = new Map<string, Outcome>();
  let failure: unknown;
  const actOn = async (id: string) => {
    try {
      known.set(id, await act(id));
    } catch (error) {
      known.set(id, untold(isRefusal(error) ? 'not-tried' : 'unknown'));
      failure ??= error;
    }
  };
  const queue = new Set(ids).values();
  const work = async () => {
    for (const id of queue) {
      if (signal.aborted) failure ??= signal.reason;
      if (failure !== undefined) return;
      await actOn(id);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { outcomeOf: (id) => known.get(id) ?? untold('not-tried'), failure };
}

/** Whether a gateway answered that it did nothing; after any other answer, or none, it may have been done. */
function isRefusal(error: unknown): boolean {
  return error instanceof GatewayError && error.status >= 400 && !error.retryable;
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
