import type { Violation } from '../../api/violations.ts';
import { decide } from '../../jobs/decide.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import type { RequestContent } from '../../jobs/request-content.ts';
import { StoreUnavailableError } from '../../ports/errors.ts';
import type { Stored } from '../../ports/job-store.ts';
import { canonicalJson } from '../../protocol/canonical-json.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import type { GatewayContext } from '../context.ts';
import { publishAndNoteLater } from '../effects/publish-request.ts';
import { latestAttempt } from '../read/attempts.ts';
import { report } from '../report.ts';
import type { BudgetLimit } from './budget.ts';
import { type ParsedSubmission, parseSubmission } from './parse-submission.ts';

/** How one submission ended: accepted, replayed, or refused with the reason. */
export type SubmitResult =
  | { readonly kind: 'accepted'; readonly requestId: RequestId; readonly record: JobRecord }
  | Replayed
  | {
      readonly kind: 'request-id-reused';
      readonly requestId: RequestId;
      readonly differing: readonly string[];
    }
  | { readonly kind: 'invalid'; readonly violations: readonly Violation[] }
  | { readonly kind: 'too-large'; readonly bytes: number }
  | {
      readonly kind: 'over-budget';
      readonly requestId: RequestId;
      readonly budget: string;
      readonly per: string;
    }
  | { readonly kind: 'unavailable'; readonly requestId: RequestId }
  | { readonly kind: 'fault'; readonly requestId: RequestId };

/** The same request was accepted before. */
interface Replayed {
  readonly kind: 'replayed';
  readonly requestId: RequestId;
  /** The latest attempt. */
  readonly record: JobRecord;
  /** Whether the caller named the request ID; otherwise it followed from the content. */
  readonly named: boolean;
}

/**
 * Accepts one submission: stores its record, then publishes its request. A stored submission is accepted; the
 * sweep mends a failure that comes after. The record is returned as stored, `accepted`; `published` follows
 * once the publish is noted. Never throws: a fault is returned with the request ID, under which the same
 * submission may be sent again.
 * @param input its JSON value, of any shape
 */
export async function submitJob(context: GatewayContext, input: unknown): Promise<SubmitResult> {
  const parsed = parseSubmission(context, input);
  if (parsed.kind !== 'submission') {
    const violations = parsed.kind === 'invalid' ? parsed.violations.length : 1;
    context.telemetry.emit('job.invalid', { reason: parsed.kind, counts: { violations } });
    return parsed;
  }
  const { requestId } = parsed;
  try {
    return await accept(context, parsed);
  } catch (error) {
    const passing = error instanceof StoreUnavailableError;
    const name = passing ? 'store.unavailable' : 'request.failed';
    context.telemetry.emit(name, { requestId, reason: 'submit', error });
    return { kind: passing ? 'unavailable' : 'fault', requestId };
  }
}

async function accept(context: GatewayContext, submission: ParsedSubmission): Promise<SubmitResult> {
  const { requestId, content } = submission;
  const now = context.clock.now();
  const decision = decide(undefined, { type: 'submitted', requestId, content }, context.policy, now);
  const { record, effects, outcome } = decision;
  if (record === undefined) throw new Error('A submission always makes a record.');
  const budget = await context.budget.take(content, now);
  if (budget.kind === 'exceeded') return refuseOverBudget(context, submission, budget.limit);
  // One write, no read. The second of two finds the ID taken (docs/adr/015-the-create-is-the-lock.md).
  const revision = await context.store.create(record);
  if (revision === 'exists') {
    await budget.giveBack();
    const stored = await context.store.get(requestId);
    if (!stored) throw new StoreUnavailableError();
    return answerAgain(context, stored, submission);
  }
  report(context, outcome, record);
  const publish = effects.find(({ type }) => type === 'publish');
  if (publish?.type !== 'publish') throw new Error('A submission always asks for its publish.');
  await publishAndNoteLater(context, publish, { record, revision });
  return { kind: 'accepted', requestId, record };
}

/** A used-up budget does not concern a submission under a known request ID: it requests nothing. */
async function refuseOverBudget(
  context: GatewayContext,
  submission: ParsedSubmission,
  { name, per }: BudgetLimit,
): Promise<SubmitResult> {
  const { requestId, content } = submission;
  const stored = await context.store.get(requestId);
  if (stored) return answerAgain(context, stored, submission);
  context.telemetry.emit('job.over-budget', { requestId, jobType: content.jobType, reason: name });
  return { kind: 'over-budget', requestId, budget: name, per };
}

/** The request ID is taken: by the same request, or by another. */
async function answerAgain(
  context: GatewayContext,
  stored: Stored,
  { requestId, content, named }: ParsedSubmission,
): Promise<SubmitResult> {
  const event = { type: 'submitted', requestId, content } as const;
  const { outcome } = decide(stored.record, event, context.policy, context.clock.now());
  report(context, outcome, stored.record);
  if (outcome.type === 'replayed') {
    const { record } = await latestAttempt(context, stored);
    return { kind: 'replayed', requestId, record, named };
  }
  return { kind: 'request-id-reused', requestId, differing: differingFields(stored.record, content) };
}

/** Names of the top-level fields that differ, as far as the record can tell; never their values. */
function differingFields(record: JobRecord, content: RequestContent): string[] {
  const fields = ['jobType', 'priority', 'expireAfter'] as const;
  const known = record.origin === 'gateway' ? fields.filter((field) => record[field] !== content[field]) : [];
  // The payload's text may differ in the order of members only; when nothing else differs, it is the payload.
  return known.length > 0 && sameJson(record.payload, content.payload) ? known : [...known, 'payload'];
}

function sameJson(a: string | null, b: string): boolean {
  return a === null || a === b || canonicalOf(a) === canonicalOf(b);
}

function canonicalOf(text: string): string {
  return canonicalJson(JSON.parse(text));
}
