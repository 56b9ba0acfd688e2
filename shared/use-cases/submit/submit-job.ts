import type { Violation } from '../../api/violations.ts';
import { decide } from '../../jobs/decide.ts';
import type { RequestContent } from '../../jobs/fingerprint.ts';
import type { JobRecord } from '../../jobs/job-record.ts';
import { submittedRecord } from '../../jobs/records.ts';
import { StoreUnavailableError } from '../../ports/errors.ts';
import type { Stored } from '../../ports/job-store.ts';
import { canonicalJson } from '../../protocol/canonical-json.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import type { GatewayContext } from '../context.ts';
import { publishAndNoteLater } from '../effects/perform.ts';
import { latestAttempt } from '../read/attempts.ts';
import { report } from '../transition.ts';
import { parseSubmission } from './parse-submission.ts';

/** What became of one submission. */
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

/**
 * Accepts one job: stores it under its ID, then publishes it. Once it is stored it is accepted: what goes
 * wrong after that is mended by the sweep. Never throws for what the input, the store or Pub/Sub may do.
 * @param input the parsed JSON, of any shape
 * @param makeId gives the ID of a job that was submitted without one
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
    return await accept(context, requestId, parsed.content);
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    context.telemetry.emit('store.unavailable', { requestId, reason: 'submit', error });
    return { kind: 'unavailable', requestId };
  }
}

async function accept(
  context: GatewayContext,
  requestId: RequestId,
  content: RequestContent,
): Promise<SubmitResult> {
  const { record, effects, outcome } = decide(
    undefined,
    { type: 'submitted', requestId, content },
    context.policy,
    context.clock.now(),
  );
  if (record === undefined) throw new Error('A submission always makes a record.');
  const budget = await context.budget.take(
    { jobType: content.jobType, tags: record.tags },
    context.clock.now(),
  );
  if (budget.kind === 'exceeded') return refuseOverBudget(context, requestId, content, budget.limit);
  // A blind create: one write, no read. Whoever comes second finds the ID taken.
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
  return {
    kind: 'accepted',
    requestId,
    record: await publishAndNoteLater(context, publish, { record, revision }),
  };
}

/** A job that exists is no new request: it is answered as ever, whatever the budget. */
async function refuseOverBudget(
  context: GatewayContext,
  requestId: RequestId,
  content: RequestContent,
  { name, per }: { name: string; per: string },
): Promise<SubmitResult> {
  const stored = await context.store.get(requestId);
  if (stored) return answerAgain(context, stored, content);
  context.telemetry.emit('job.over-budget', { requestId, jobType: content.jobType, reason: name });
  return { kind: 'over-budget', requestId, budget: name, per };
}

/** The ID is taken: by the same request, or by another. */
async function answerAgain(
  context: GatewayContext,
  stored: Stored,
  content: RequestContent,
): Promise<SubmitResult> {
  const { requestId } = stored.record;
  const { outcome } = decide(
    stored.record,
    { type: 'submitted', requestId, content },
    context.policy,
    context.clock.now(),
  );
  report(context, outcome, stored.record);
  if (outcome === 'replayed')
    return { kind: 'replayed', requestId, record: (await latestAttempt(context, stored)).record };
  return {
    kind: 'request-id-reused',
    requestId,
    differing: differingFields(context, stored, requestId, content),
  };
}

/** Names of the top-level fields that differ, as far as what is kept can tell; never their values. */
function differingFields(
  context: GatewayContext,
  { record }: Stored,
  requestId: RequestId,
  content: RequestContent,
): string[] {
  const now = submittedRecord(requestId, content, context.policy, context.clock.now());
  const fields = ['jobType', 'payload', 'priority', 'expireAfter'] as const;
  const known = fields.filter(
    (field) => field !== 'payload' && record.origin === 'gateway' && record[field] !== now[field],
  );
  // The payload's text may differ in the order of members only; when nothing else differs, it is the payload.
  return known.length > 0 && sameJson(record.payload, now.payload) ? known : [...known, 'payload'];
}

function sameJson(a: string | null, b: string | null): boolean {
  return a === null || b === null || canonicalOf(a) === canonicalOf(b);
}

function canonicalOf(text: string): string {
  return canonicalJson(JSON.parse(text));
}
