import { createHash } from 'node:crypto';
import { canonicalJson } from '../protocol/canonical-json.ts';
import type { Payload } from '../protocol/payload.ts';

/** What makes two requests the same request. */
export interface RequestContent {
  readonly jobType: string;
  readonly payload: Payload;
  readonly priority: number | null;
  readonly expireAfter: string | null;
}

/**
 * SHA-256 (hex) over the RFC 8785 form of job type, payload, priority and expiry: the order of members does
 * not matter, absent and null do (protocol.md §3, modigie-pubsub.md C4).
 */
export function fingerprint({ jobType, payload, priority, expireAfter }: RequestContent): string {
  return createHash('sha256')
    .update(canonicalJson({ jobType, payload, priority, expireAfter }))
    .digest('hex');
}
