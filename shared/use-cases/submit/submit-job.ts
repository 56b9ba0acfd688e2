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
import { parseSubmission } from './parse-submission.ts';

/** How one submission ended: accepted, replayed, or refused with the reason. */
export type SubmitResult =
  | { readonly kind: 'accepted'; readonly requestId: RequestId; readonly record: JobRecord }
  | { readonly kind: 'replayed'; readonly requestId: RequestId; readonly record: JobRecord }
  | {
      readonly kind: 'request-id-reused';
      readonly requestId: RequestId;
      readonly differing: readonly string[];
    }
  | { readonly kind: 'invalid'; readonly requestId?: RequestId; readonly violations: readonly Violation[] }
  | { readonly kind: 'too-large'; readonly requestId?: RequestId; readonly bytes: number }
  | {
      readonly kind: 'over-budget';
      readonly requestId: RequestId;
      readonly budget: string;
      readonly per: string;
    }
  | { readonly kind: 'unavailable'; readonly requestId: RequestId };

/** A request under its request ID, the company's or the gateway's. */
interface Submitted {
  readonly requestId: RequestId;
  readonly content: RequestContent;
}

/**
 * Accepts one submission: stores its record, then publishes its request. A stored submission is accepted; the
 * sweep mends a failure that comes after. The record is returned as stored, `accepted`; `published` follows
 * once the publish is noted. Faults of input, store and Pub/Sub are returned, not thrown.
 * @param input its JSON value, of any shape
 * @param makeId makes the request ID of a submission without one
 */
export async function submitJob(
  context: GatewayContext,
  input: unknown,
  makeId: () => RequestId,
): Promise<SubmitResult> {
  const parsed = parseSubmission(context, input);
  if (parsed.kind !== 'submission') {
    context.telemetry.emit('job.invalid', {
      reason: parsed.kind,
      counts: { violations: parsed.kind === 'invalid' ? parsed.violations.length : 1 },
    });
    return parsed;
  }
  const requestId = parsed.requestId ?? makeId();
  try {
    return await accept(context, { requestId, content: parsed.content });
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    context.telemetry.emit('store.unavailable', { requestId, reason: 'submit', error });
    return { kind: 'unavailable', requestId };
  }
}

async function accept(context: GatewayContext, submitted: Submitted): Promise<SubmitResult> {
  const { requestId, content } = submitted;
  const now = context.clock.now();
  const decision = decide(undefined, { type: 'submitted', ...submitted }, context.policy, now);
  const { record, effects, outcome } = decision;
  if (record === undefined) throw new Error('A submission always makes a record.');
  const budget = await context.budget.take(content, now);
  if (budget.kind === 'exceeded') return refuseOverBudget(context, submitted, budget.limit);
  // One write, no read. The second of two finds the ID taken (docs/adr/015-the-create-is-the-lock.md).
  const revision = await context.store.create(record);
  if (revision === 'exists') {
    await budget.giveBack();
    const stored = await context.store.get(requestId);
    if (!stored) throw new StoreUnavailableError();
    return answerAgain(context, stored, content);
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
  { requestId, content }: Submitted,
  { name, per }: BudgetLimit,
): Promise<SubmitResult> {
  const stored = await context.store.get(requestId);
  if (stored) return answerAgain(context, stored, content);
  context.telemetry.emit('job.over-budget', { requestId, jobType: content.jobType, reason: name });
  return { kind: 'over-budget', requestId, budget: name, per };
}

/** The request ID is taken: by the same request, or by another. */
async function answerAgain(
  context: GatewayContext,
  stored: Stored,
  content: RequestContent,
): Promise<SubmitResult> {
  const { requestId } = stored.record;
  const event = { type: 'submitted', requestId, content } as const;
  const { outcome } = decide(stored.record, event, context.policy, context.clock.now());
  report(context, outcome, stored.record);
  if (outcome.type === 'replayed') {
    return { kind: 'replayed', requestId, record: (await latestAttempt(context, stored)).record };
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
