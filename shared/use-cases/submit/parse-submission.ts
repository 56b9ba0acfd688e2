import { SubmissionSchema } from '../../api/submission.ts';
import { kindOf, type Violation, violationsOf } from '../../api/violations.ts';
import {
  contentId,
  contentOf,
  type Fingerprint,
  fingerprint,
  type RequestContent,
} from '../../jobs/request-content.ts';
import type { TeamTag } from '../../jobs/teams.ts';
import { requestBytes } from '../../protocol/job-request.ts';
import { missingInput } from '../../protocol/job-types.ts';
import { MAX_DATA_BYTES } from '../../protocol/max-data-bytes.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import type { GatewayContext } from '../context.ts';
import { ownTeam, teamOf, violationsOfTeam } from './team-of-submission.ts';

/** A request that can be accepted. */
export interface ParsedSubmission {
  readonly kind: 'submission';
  readonly requestId: RequestId;
  /** Its tags are those of the payload, and that of the team. */
  readonly content: RequestContent;
  /** The team whose job it is; null for none. */
  readonly team: TeamTag | null;
  /** Whether the caller named the request ID; otherwise it follows from the content. */
  readonly named: boolean;
  /** How old (days) a known answer may be that serves it; as configured where it does not say. */
  readonly reuseWithin?: number | undefined;
}

/** A well-formed request that this configuration does not accept; an earlier one may have accepted it. */
export interface UnacceptableSubmission {
  readonly kind: 'unacceptable';
  readonly requestId: RequestId;
  readonly fingerprint: Fingerprint;
  readonly named: boolean;
  readonly violations: readonly Violation[];
}
export interface InvalidSubmission {
  readonly kind: 'invalid';
  readonly violations: readonly Violation[];
}
export interface TooLargeSubmission {
  readonly kind: 'too-large';
  readonly bytes: number;
}
export type Parsed = ParsedSubmission | UnacceptableSubmission | InvalidSubmission | TooLargeSubmission;

/** The form of request IDs that follow from the content; each stands for one content. */
const CONTENT_ID = /^c-[0-9a-f]{64}$/;
const ID_OF_OTHER_CONTENT: Violation = {
  pointer: '/requestId',
  detail:
    'is the ID of other content: leave it out, or choose one that is not "c-" and 64 hexadecimal digits',
};

type Configured = Pick<GatewayContext, 'jobTypes' | 'priorityCarrier' | 'teams' | 'caller'>;

/**
 * Parses one submission.
 * @param input its JSON value, of any shape
 * @returns the request; or all violations of schema, job type and required input at once; or the size in
 * bytes of a request that is too large to be sent, docs/protocol.md §2.7 (C3)
 */
export function parseSubmission(context: Configured, input: unknown): Parsed {
  const parsed = SubmissionSchema.safeParse(input);
  const violations = beyondTheSchema(context, input);
  if (!parsed.success) {
    return {
      kind: 'invalid',
      violations: oncePerPointer([...violationsOf(parsed.error, input), ...violations]),
    };
  }
  const { jobType, payload, priority = null, expireAfter = null } = parsed.data;
  const request = { jobType, payload, priority, expireAfter };
  const configured = context.jobTypes.get(jobType);
  const content =
    configured && contentOf(request, { topic: configured.topic, priorityCarrier: context.priorityCarrier });
  const print = content?.fingerprint ?? fingerprint(request);
  const derived = contentId(print, ownTeam(context));
  const { requestId = derived } = parsed.data;
  if (CONTENT_ID.test(requestId) && ![derived, contentId(print, null)].includes(requestId)) {
    return { kind: 'invalid', violations: [ID_OF_OTHER_CONTENT] };
  }
  const named = parsed.data.requestId !== undefined;
  if (!content || violations.length > 0) {
    return {
      kind: 'unacceptable',
      requestId,
      fingerprint: print,
      named,
      violations: oncePerPointer(violations),
    };
  }
  const bytes = requestBytes(content);
  if (bytes > MAX_DATA_BYTES) return { kind: 'too-large', bytes };
  const team = teamOf(context, content.tags);
  const tags = team === null ? content.tags : [...new Set([...content.tags, team])];
  const reuseWithin = daysOf(parsed.data.reuse);
  return { kind: 'submission', requestId, content: { ...content, tags }, team, named, reuseWithin };
}

/** @returns the days that a submission says; undefined where it says none */
function daysOf(reuse: string | null | undefined): number | undefined {
  if (reuse == null) return undefined;
  return reuse === 'never' ? 0 : Number(reuse.slice(1, -1));
}

/** Violations of this gateway's configuration, which the schema cannot know, in a value of any shape. */
function beyondTheSchema(context: Configured, input: unknown): Violation[] {
  const { jobTypes, priorityCarrier } = context;
  if (kindOf(input) !== 'object') return [];
  const { jobType, payload, priority } = input as Record<string, unknown>;
  const violations =
    typeof jobType === 'string' && jobType !== '' ? ofJobType(jobTypes, jobType, payload) : [];
  if (priority !== undefined && priority !== null && priorityCarrier.in === 'nowhere') {
    violations.push({
      pointer: '/priority',
      detail: 'is not sent by this gateway: leave it out, or have its operator set PRIORITY_CARRIER',
    });
  }
  return [...violations, ...violationsOfTeam(context, payload)];
}

/** A job type that is not configured, or required input that is missing. */
function ofJobType(jobTypes: Configured['jobTypes'], jobType: string, payload: unknown): Violation[] {
  const configured = jobTypes.get(jobType);
  if (!configured) {
    const known = [...jobTypes.keys()].join(', ') || 'none';
    return [{ pointer: '/jobType', detail: `is not a job type of this gateway; it has ${known}` }];
  }
  return kindOf(payload) === 'object' ? missingInput(configured.requirements, payload, '/payload') : [];
}

/** A field that is missing may violate both schema and job type. The first violation is enough. */
function oncePerPointer(violations: readonly Violation[]): Violation[] {
  const byPointer = new Map(violations.toReversed().map((violation) => [violation.pointer, violation]));
  return [...byPointer.values()].toReversed();
}
