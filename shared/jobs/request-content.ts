import { hash } from 'node:crypto';
import { canonicalJson } from '../protocol/canonical-json.ts';
import { type RequestForm, type RequestRoute, requestForm } from '../protocol/job-request.ts';
import type { Payload } from '../protocol/payload.ts';
import type { RequestId } from '../protocol/request-id.ts';
import type { TeamTag } from './teams.ts';

/** A request, apart from its request ID. */
export interface Request {
  readonly jobType: string;
  readonly payload: Payload;
  readonly priority: number | null;
  readonly expireAfter: string | null;
}

/** A request as the ledger keeps it. The payload is text from here on: it is serialised once. */
export interface RequestContent extends Omit<Request, 'payload'> {
  /** The payload's JSON text, exactly as it is sent. */
  readonly payload: string;
  readonly fingerprint: Fingerprint;
  /** `name=value`. */
  readonly tags: readonly string[];
  /** How the request travels; no part of what makes two requests the same. */
  readonly form: RequestForm;
}

declare const brand: unique symbol;

/** Two requests with the same fingerprint are the same request: SHA-256, 64 hexadecimal digits. */
export type Fingerprint = string & { readonly [brand]: true };

/**
 * @param route where requests of its job type go, as configured now
 * @returns the request with its payload as text, its tags lifted out, its fingerprint and its form
 */
export function contentOf(request: Request, route: RequestRoute): RequestContent {
  const { payload, ...rest } = request;
  return {
    ...rest,
    form: requestForm(request, route),
    payload: JSON.stringify(payload),
    fingerprint: fingerprint(request),
    tags: (payload.tags ?? []).map(({ name, value }) => `${name}=${value}`),
  };
}

/**
 * @param team of whose callers each has IDs of its own: what one team requests is no other's
 * @returns the request ID of a request that names none: asked again, the same content has the same ID
 */
export function contentId(fingerprint: Fingerprint, team: TeamTag | null): RequestId {
  const digest = team === null ? fingerprint : sha256(canonicalJson([team, fingerprint]));
  return `c-${digest}` as RequestId;
}

/**
 * SHA-256 over the RFC 8785 form of job type, payload, priority and expiry. The order of members makes no
 * difference; absent and null are different. See docs/protocol.md §3.1 (C4, C5).
 */
export function fingerprint({ jobType, payload, priority, expireAfter }: Request): Fingerprint {
  const canonical = canonicalJson({ jobType, payload, priority, expireAfter });
  return sha256(canonical) as Fingerprint;
}

function sha256(text: string): string {
  return hash('sha256', text);
}
