/** The digest of a job in the ledger: for its reader, and for the message of its result. */
import type { DigestedView } from '../../api/digested.ts';
import { type Digested, digest } from '../../digest/digest.ts';
import { DEFAULT_DIGEST, type DigestPolicy } from '../../digest/digest-policy.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import { tellingAttempt } from '../../jobs/lineage.ts';
import { RecordUnreadableError } from '../../ports/errors.ts';
import { parsedJson } from '../../protocol/parsed-json.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import { attemptsOf, isRoot } from './attempts.ts';
import type { ReadContext } from './read-jobs.ts';

export interface DigestContext extends Pick<ReadContext, 'store'> {
  /** The default one when absent. */
  readonly digest?: DigestPolicy | undefined;
}

/**
 * @param sent its payload, for a caller that has parsed it
 * @returns the digest of one attempt, which its payload and its latest answer alone decide
 */
export function digestRecord(
  record: JobRecord,
  policy: DigestPolicy,
  sent: unknown = parsedJson(record.payload),
): Digested {
  const { requestId, status, answer, reused } = record;
  const told = answer ?? reused;
  const job = {
    requestId,
    version: answer?.version ?? null,
    status,
    eventCodes: told?.eventCodes ?? {},
    job: parsedJson(told?.job ?? null),
    sent,
  };
  return digest(job, policy);
}

/**
 * Digests a job for its reader. A root answers for its lineage, as when it is read.
 * @returns undefined for an unknown ID
 * @throws StoreUnavailableError, RecordUnreadableError
 */
export async function digestJob(
  context: DigestContext,
  requestId: RequestId,
): Promise<DigestedView | undefined> {
  const [attempts = []] = await attemptsOf(context, [requestId]);
  if ('reason' in attempts) throw new RecordUnreadableError(attempts);
  const [asked] = attempts;
  if (asked === undefined) return undefined;
  const { record } = (isRoot(asked) && tellingAttempt(attempts)) || asked;
  const digested = digestRecord(record, context.digest ?? DEFAULT_DIGEST);
  return {
    requestId: record.requestId,
    status: record.status,
    digest: digested.digest,
    reason: digested.reason === 'no-payload' ? goneBy(record) : digested.reason,
  };
}

function goneBy({ erased, purgedAt }: JobRecord): 'erased' | 'purged' | 'no-payload' {
  if (erased) return 'erased';
  return purgedAt === null ? 'no-payload' : 'purged';
}
