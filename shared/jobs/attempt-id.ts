import { createHash } from 'node:crypto';
import { MAX_REQUEST_ID_LENGTH, type RequestId } from '../protocol/request-id.ts';

/**
 * The request ID of a lineage's n-th attempt: `{rootId}~{attempt}`. It follows from root and attempt alone,
 * so two sweeps that retry the same job derive the same ID, and only one of them can create it
 * (docs/adr/012-derived-request-ids.md). A root too long for the suffix is cut and marked with a hash of the
 * whole.
 * @param attempt 2 for the first retry
 */
export function attemptId(rootId: RequestId, attempt: number): RequestId {
  const suffix = `~${attempt}`;
  if (rootId.length + suffix.length <= MAX_REQUEST_ID_LENGTH) return `${rootId}${suffix}` as RequestId;
  const digest = createHash('sha256').update(rootId).digest('hex').slice(0, 16);
  const kept = MAX_REQUEST_ID_LENGTH - suffix.length - digest.length - 1;
  return `${rootId.slice(0, kept)}.${digest}${suffix}` as RequestId;
}
