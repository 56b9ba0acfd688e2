/** An invoice, held against what was charged, ID by ID. */
import type { Job } from '../../client/index.ts';
import type { Charge } from '../../client/operator.ts';
import { LIMITS } from '../../shared/api/limits.ts';
import { isStorableRequestId } from '../../shared/protocol/request-id.ts';
import type { GatewayCall } from '../call-gateway.ts';
import type { Invoice } from './invoice.ts';

/** An ID of the invoice that was not charged in its period. */
export interface NotCharged {
  readonly requestId: string;
  /** Whether the ledger has a job of this ID. */
  readonly known: boolean;
  /** How it stands; null where it is not known, or cannot be read. */
  readonly status: string | null;
  /** Since when it stands so; null where that is not known. */
  readonly since: string | null;
}

/** A job that was charged. */
export interface Charged extends Pick<Charge, 'requestId' | 'origin'> {
  /** Null where its record cannot be read at the moment. */
  readonly chargedOn: string | null;
}

/** An ID that the invoice has more than once. */
export interface Repeated {
  readonly requestId: string;
  readonly times: number;
}

/** An invoice that is a table. */
export interface ComparedIds {
  readonly rows: number;
  readonly rowsWithoutId: number;
  readonly damagedLines: readonly number[];
  /** Different request IDs on the invoice. */
  readonly requestIds: number;
  /** Request IDs that were charged. */
  readonly charged: number;
  readonly onBoth: number;
  readonly notCharged: readonly NotCharged[];
  readonly notOnInvoice: readonly Charged[];
  readonly repeated: readonly Repeated[];
}

/**
 * @param charges all of the period
 * @throws as `Jobs.getMany` and `charges` do
 */
export async function compareInvoice(
  { jobs, signal }: Pick<GatewayCall, 'jobs' | 'signal'>,
  invoice: Invoice,
  charges: AsyncIterable<Charged>,
): Promise<ComparedIds> {
  const { rows, requestIds, repeated, withoutId, damagedLines, perhapsId } = invoice;
  const missing = new Set(requestIds);
  const notOnInvoice: Charged[] = [];
  let charged = 0;
  for await (const { requestId, chargedOn, origin } of charges) {
    charged += 1;
    // The text above the only column is an ID if it was charged, and a name if it was not.
    if (requestId === perhapsId) requestIds.add(requestId);
    else if (!missing.delete(requestId)) notOnInvoice.push({ requestId, chargedOn, origin });
  }
  return {
    rows,
    rowsWithoutId: withoutId,
    damagedLines,
    requestIds: requestIds.size,
    charged,
    onBoth: charged - notOnInvoice.length,
    notCharged: await standingOf({ jobs, signal }, [...missing]),
    notOnInvoice,
    repeated: [...repeated].map(([requestId, times]) => ({ requestId, times })),
  };
}

/** @returns how each of them stands; those first that no request ID can be */
async function standingOf(
  { jobs, signal }: Pick<GatewayCall, 'jobs' | 'signal'>,
  requestIds: readonly string[],
): Promise<NotCharged[]> {
  const standing = requestIds.filter((id) => !isStorableRequestId(id)).map((id) => standsAs(id, null, false));
  const known = requestIds.filter(isStorableRequestId);
  for (let i = 0; i < known.length; i += LIMITS.requestIds) {
    const asked = known.slice(i, i + LIMITS.requestIds);
    const unreadable = new Set<string>();
    const found = await jobs.getMany(asked, { signal, onUnreadable: (id) => unreadable.add(id) });
    for (const [at, requestId] of asked.entries())
      standing.push(standsAs(requestId, found[at], unreadable.has(requestId)));
  }
  return standing;
}

/** A root ID is answered for by the last attempt of its lead. */
function standsAs(requestId: string, job: Job | null | undefined, isUnreadable: boolean): NotCharged {
  if (!job) return { requestId, known: isUnreadable, status: null, since: null };
  if (job.requestId === requestId)
    return { requestId, known: true, status: job.status, since: job.history.at(-1)?.at ?? null };
  const attempt = job.attempts?.find((one) => one.requestId === requestId);
  return { requestId, known: true, status: attempt?.status ?? job.status, since: null };
}
