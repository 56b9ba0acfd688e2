import { type Submission, SubmissionSchema } from '../../api/submission.ts';
import { kindOf, type Violation, violationsOf } from '../../api/violations.ts';
import type { RequestContent } from '../../jobs/fingerprint.ts';
import { MAX_DATA_BYTES, toRequestMessage } from '../../protocol/job-request.ts';
import { missingInput } from '../../protocol/job-types.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import type { GatewayContext } from '../context.ts';

export interface ParsedSubmission {
  readonly kind: 'submission';
  readonly requestId: RequestId | undefined;
  readonly content: RequestContent;
}
export interface InvalidSubmission {
  readonly kind: 'invalid';
  readonly violations: readonly Violation[];
}
export interface TooLargeSubmission {
  readonly kind: 'too-large';
  readonly bytes: number;
}

type Configured = Pick<GatewayContext, 'jobTypes' | 'priorityCarrier'>;

/**
 * Parses one job as a company hands it in. Every violation is reported at once: schema, job type and required
 * input.
 */
export function parseSubmission(
  context: Configured,
  input: unknown,
): ParsedSubmission | InvalidSubmission | TooLargeSubmission {
  const parsed = SubmissionSchema.safeParse(input);
  const violations = [
    ...(parsed.success ? [] : violationsOf(parsed.error, input)),
    ...beyondTheSchema(context, input),
  ];
  if (!parsed.success || violations.length > 0)
    return { kind: 'invalid', violations: oncePerPointer(violations) };
  const content = contentOf(parsed.data);
  const bytes = sizeOf(content, context);
  if (bytes > MAX_DATA_BYTES) return { kind: 'too-large', bytes };
  return { kind: 'submission', requestId: parsed.data.requestId, content };
}

/** What the schema cannot know: it holds for this configuration only. Looks at a value of any shape. */
function beyondTheSchema({ jobTypes, priorityCarrier }: Configured, input: unknown): Violation[] {
  if (kindOf(input) !== 'object') return [];
  const { jobType, payload, priority } = input as Record<string, unknown>;
  const violations: Violation[] = [];
  if (typeof jobType === 'string' && jobType !== '') {
    const configured = jobTypes.get(jobType);
    if (!configured)
      violations.push({
        pointer: '/jobType',
        detail: `is not a job type of this gateway; it has ${[...jobTypes.keys()].join(', ') || 'none'}`,
      });
    else if (kindOf(payload) === 'object')
      violations.push(...missingInput(configured.requirements, payload, '/payload'));
  }
  if (priority !== undefined && priority !== null && priorityCarrier.in === 'nowhere') {
    violations.push({
      pointer: '/priority',
      detail: 'is not sent by this gateway: leave it out, or set PRIORITY_CARRIER as Modigie told you',
    });
  }
  return violations;
}

function contentOf({ jobType, payload, priority, expireAfter }: Submission): RequestContent {
  return { jobType, payload, priority: priority ?? null, expireAfter: expireAfter ?? null };
}

function sizeOf({ payload, priority, expireAfter }: RequestContent, { priorityCarrier }: Configured): number {
  return toRequestMessage(
    { requestId: '', payload: JSON.stringify(payload), priority, expireAfter },
    priorityCarrier,
  ).data.length;
}

/** A field that is missing and required violates both schema and job type; the first says what to do. */
function oncePerPointer(violations: readonly Violation[]): Violation[] {
  return [
    ...new Map(violations.toReversed().map((violation) => [violation.pointer, violation])).values(),
  ].toReversed();
}
