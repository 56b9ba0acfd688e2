/** `jobs replay` and `jobs redeliver` of jobs by their IDs. */
import type { GatewayCall } from '../../call-gateway.ts';
import { DONE, FAULT, SOME_FAILED } from '../../exit-codes.ts';
import type { Column, Style } from '../../output/column.ts';
import type { JsonFields } from '../../output/json-fields.ts';
import { createListing } from '../../output/listing.ts';
import { eachOnce, refusedBy, type Untold } from './each-once.ts';
import type { REDELIVER, REPLAY } from './job-acts.ts';

/** The fate of one job. */
export interface RepeatRow {
  readonly requestId: string;
  readonly outcome: 'replayed' | 'redelivered' | 'refused' | 'not-found' | Untold;
  /** Why it was refused: a code of the gateway's. */
  readonly reason: string | null;
  /** As the job has it now. */
  readonly status: string | null;
}

const STYLES: Readonly<Partial<Record<RepeatRow['outcome'], Style>>> = {
  replayed: 'green',
  redelivered: 'green',
  refused: 'red',
  'not-found': 'red',
  unknown: 'yellow',
};

export const REPEAT_COLUMNS: readonly Column<RepeatRow>[] = [
  { name: 'requestId', of: ({ requestId }) => requestId, isKept: true },
  { name: 'outcome', of: ({ outcome }) => outcome, style: ({ outcome }) => STYLES[outcome] },
  { name: 'reason', of: ({ reason }) => reason },
  { name: 'status', of: ({ status }) => status },
];

export interface RepeatAsked {
  readonly requestIds: readonly string[];
  readonly reason?: string | undefined;
  readonly json?: JsonFields | undefined;
}

const untold = (outcome: Untold): Omit<RepeatRow, 'requestId'> => ({ outcome, reason: null, status: null });

/**
 * @returns the exit code
 * @throws as `Operator.replay` does when it is not about the job, once all that is known by then is written
 */
export async function repeatJobs(
  { operator, sink, tell, signal }: Pick<GatewayCall, 'operator' | 'sink' | 'tell' | 'signal'>,
  { kind, done: outcome }: typeof REPLAY | typeof REDELIVER,
  { requestIds, reason, json }: RepeatAsked,
): Promise<number> {
  const { outcomeOf, failure } = await eachOnce(requestIds, { signal, untold }, async (requestId) => {
    try {
      const { status } = await operator[kind](requestId, { reason, signal });
      return { outcome, reason: null, status };
    } catch (error) {
      return { ...refusedBy(error, { requestId, tell }), status: null };
    }
  });
  const rows = requestIds.map((requestId) => ({ requestId, ...outcomeOf(requestId) }));
  const listing = createListing<RepeatRow>(sink, { columns: REPEAT_COLUMNS, json });
  for (const row of rows) listing.add(row);
  listing.end();
  if (failure !== undefined) throw failure;
  if (rows.every((row) => row.outcome === outcome)) return DONE;
  return requestIds.length > 1 ? SOME_FAILED : FAULT;
}
