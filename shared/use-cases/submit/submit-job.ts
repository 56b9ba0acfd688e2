import type { Violation } from '../../api/violations.ts';
import { decide } from '../../jobs/decide.ts';
import type { Effect, Submitted } from '../../jobs/events.ts';
import type { JobRecord, ReusedAnswer } from '../../jobs/job-record.ts';
import { FREE } from '../../jobs/money/admission.ts';
import { isClaimed } from '../../jobs/money/room.ts';
import { dimensionsOf } from '../../jobs/money/showback.ts';
import { isSameRequest } from '../../jobs/persons/sealed-fingerprint.ts';
import { isBeingRetried } from '../../jobs/retries.ts';
import { isRefused, isToBeTakenIn } from '../../jobs/submissions.ts';
import { isSeenBy } from '../../jobs/teams.ts';
import { RecordUnreadableError, StoreMisconfiguredError, StoreUnavailableError } from '../../ports/errors.ts';
import type { Stored } from '../../ports/job-store.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import { currentTrace } from '../../telemetry/current-trace.ts';
import { traceparentOf } from '../../telemetry/trace-context.ts';
import type { Admitted, Exceeded } from '../budgets/budget.ts';
import { type OverBudgetResult, overBudgetResult } from '../budgets/over-budget-result.ts';
import type { GatewayContext } from '../context.ts';
import { createOrFind } from '../create-or-find.ts';
import { perform } from '../effects/perform.ts';
import { attemptFor } from '../read/attempts.ts';
import { report } from '../report.ts';
import { faultEvent } from '../store-fault.ts';
import { transition } from '../transition.ts';
import { differingFields } from './differing-fields.ts';
import { findReusable, unlessErased } from './find-reusable.ts';
import {
  type InvalidSubmission,
  type Parsed,
  type ParsedSubmission,
  parseSubmission,
  type TooLargeSubmission,
  type UnacceptableSubmission,
} from './parse-submission.ts';

/** How one submission ended: accepted, replayed, or refused with the reason. */
export type SubmitResult =
  | { readonly kind: 'accepted'; readonly requestId: RequestId; readonly record: JobRecord }
  | Replayed
  | {
      readonly kind: 'request-id-reused';
      readonly requestId: RequestId;
      /** None where it is another team's. */
      readonly differing: readonly string[];
    }
  | { readonly kind: 'invalid'; readonly violations: readonly Violation[] }
  | { readonly kind: 'too-large'; readonly bytes: number }
  | OverBudgetResult
  | {
      readonly kind: 'unavailable';
      readonly requestId: RequestId;
      /** Whether a person has to mend the store first. */
      readonly misconfigured?: boolean;
    }
  | Fault;

/** A fault of ours, which is logged. */
interface Fault {
  readonly kind: 'fault';
  /** Absent when the submission could not even be parsed. */
  readonly requestId?: RequestId;
}

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
 * Accepts one submission: stores its record, publishes its request, and notes that. A stored submission is
 * accepted; the sweep mends a failure that comes after. The record is returned as stored: `published`, or
 * `accepted` while the publish is not noted. Never throws: a fault is returned with the request ID, under
 * which the same submission may be sent again.
 * @param input its JSON value, of any shape
 */
export async function submitJob(context: GatewayContext, input: unknown): Promise<SubmitResult> {
  const parsed = parseOrFault(context, input);
  if (parsed.kind === 'fault') return parsed;
  if (parsed.kind === 'invalid' || parsed.kind === 'too-large') return refuse(context, parsed);
  const { requestId } = parsed;
  try {
    return parsed.kind === 'submission' ? await accept(context, parsed) : await lookUp(context, parsed);
  } catch (error) {
    const [name, fields] = faultEvent(error, 'request.failed', 'submit');
    context.telemetry.emit(name, { requestId, ...fields });
    // A record of a newer format is readable as soon as the deployment is through.
    if (error instanceof RecordUnreadableError && error.code === 'newer-format')
      return { kind: 'unavailable', requestId };
    if (!(error instanceof StoreUnavailableError)) return { kind: 'fault', requestId };
    const misconfigured = error instanceof StoreMisconfiguredError;
    return { kind: 'unavailable', requestId, ...(misconfigured && { misconfigured }) };
  }
}

/** A fault in one submission concerns no other of its batch. */
export function parseOrFault(context: GatewayContext, input: unknown): Parsed | Fault {
  try {
    return parseSubmission(context, input);
  } catch (error) {
    context.telemetry.emit('request.failed', { reason: 'submit', error });
    return { kind: 'fault' };
  }
}

function refuse(
  { telemetry }: GatewayContext,
  refused: InvalidSubmission | TooLargeSubmission,
): SubmitResult {
  const violations = refused.kind === 'invalid' ? refused.violations.length : 1;
  telemetry.emit('job.invalid', { reason: refused.kind, counts: { violations } });
  return refused;
}

/** This configuration does not accept the request; if an earlier one did, it is answered as ever. */
async function lookUp(context: GatewayContext, submission: UnacceptableSubmission): Promise<SubmitResult> {
  const { requestId, violations } = submission;
  const stored = await context.store.get(requestId);
  const isSame = stored && isSameRequest(stored.record.fingerprint, submission.fingerprint, context.peppers);
  const told = isSame && isSeen(context, stored) ? await toldAttempt(context, stored) : undefined;
  if (stored && told && !isRefused(stored.record, told.record)) {
    report(context, { type: 'replayed' }, stored.record);
    return replayed(submission, told);
  }
  return refuse(context, { kind: 'invalid', violations });
}

/** All that is known before a job is stored: what its budgets say, and the answer that serves it already. */
interface Known extends Admitted {
  readonly reused?: ReusedAnswer | undefined;
}

function submittedBy(
  context: GatewayContext,
  submission: ParsedSubmission,
  { admission, reused }: Known,
): Submitted {
  const { requestId, content, team } = submission;
  const { caller, peppers } = context;
  const trace = currentTrace();
  return {
    type: 'submitted',
    requestId,
    content,
    requestedBy: caller.email,
    team,
    trace: trace ? traceparentOf(trace) : null,
    dimensions: dimensionsOf(context.showback, content.tags),
    admission,
    reused,
    peppers,
  };
}

async function accept(context: GatewayContext, submission: ParsedSubmission): Promise<SubmitResult> {
  const reused = await findReusable(context, submission);
  return reused
    ? await store(context, submission, { admission: FREE, reused })
    : await admit(context, submission);
}

async function admit(context: GatewayContext, submission: ParsedSubmission): Promise<SubmitResult> {
  const { content } = submission;
  // Read while the record is stored, and known when it is to be published.
  context.holdsInForce.prepare();
  const dimensions = dimensionsOf(context.showback, content.tags);
  return store(context, submission, await context.budget.admit({ jobType: content.jobType, dimensions }));
}

async function store(
  context: GatewayContext,
  submission: ParsedSubmission,
  known: Known,
): Promise<SubmitResult> {
  const { requestId } = submission;
  const event = submittedBy(context, submission, known);
  const decision = decide(undefined, event, context.policy, context.clock.now());
  const { record, effects, outcome } = decision;
  if (record === undefined) throw new Error('A submission always makes a record.');
  // One write, no read. The second of two finds the ID taken (docs/adr/015-the-create-is-the-lock.md).
  const created = await createOrFind(context.store, record);
  if (created.kind === 'found')
    return findTaken(context, submission, { found: created.stored, record, known });
  report(context, outcome, record);
  const taken = await unlessErased(context, { stored: created.stored, effects });
  return goOn(context, requestId, { ...taken, exceeded: known.exceeded });
}

/** A job as it was stored, what follows for it, and the budget that had no room for it, if it is known. */
interface TakenIn {
  readonly stored: Stored;
  readonly effects: readonly Effect[];
  readonly exceeded: Exceeded | undefined;
}

/**
 * Cloud Run gives no time after the response: all is done before, unless there are `behindAnswers`. A job
 * whose budgets could not be counted is not said to be accepted: it may end for want of room.
 */
async function goOn(
  context: GatewayContext,
  requestId: RequestId,
  { stored, effects, exceeded }: TakenIn,
): Promise<SubmitResult> {
  const performing = perform(context, effects, stored);
  const goesOnBehind = !isClaimed(stored.record) && context.behindAnswers?.take(performing);
  const { record } = (goesOnBehind ? stored : await performing) ?? stored;
  if (record.status === 'over-budget') return overBudget(context, { ...record, requestId }, exceeded);
  return isClaimed(record) ? { kind: 'unavailable', requestId } : { kind: 'accepted', requestId, record };
}

/**
 * The ID is taken: by this very request, by another one, or by an external job that turns out to be this one.
 */
async function findTaken(
  context: GatewayContext,
  submission: ParsedSubmission,
  { found, record, known }: { found: Stored; record: JobRecord; known: Known },
): Promise<SubmitResult> {
  const { requestId } = submission;
  if (found.record.origin === 'external') {
    // Modigie has a job under this ID: whose it is, is found out as ever.
    if (known.reused) return admit(context, submission);
    const event = { type: 'adopted', as: record } as const;
    const { stored, effects, outcome } = await transition(context, { requestId, event, from: found });
    // Another submission may have adopted it meanwhile.
    if (!stored || outcome.type !== 'adopted')
      return answerAgain(context, submission, { from: stored ?? found, known });
    return goOn(context, requestId, { stored, effects, exceeded: known.exceeded });
  }
  return answerAgain(context, submission, { from: found, known });
}

/** Of another team's job, not even that it is the same is said. */
function isSeen({ caller }: GatewayContext, { record }: Stored): boolean {
  return isSeenBy(caller.team, record);
}

/**
 * The request ID is taken: by the same request, or by another. One that no budget had room for goes out now,
 * if there is: as the attempt that was refused last.
 */
async function answerAgain(
  context: GatewayContext,
  submission: ParsedSubmission,
  { from, known }: { readonly from: Stored; readonly known: Known },
): Promise<SubmitResult> {
  const { requestId, content } = submission;
  if (!isSeen(context, from)) {
    report(context, { type: 'request-id-reused' }, from.record);
    return { kind: 'request-id-reused', requestId, differing: [] };
  }
  const attempt = { requestId: from.record.requestId };
  const event = { ...submittedBy(context, submission, known), ...attempt };
  const { stored = from, effects, outcome } = await transition(context, { ...attempt, event, from });
  if (outcome.type === 'created' || outcome.type === 'held' || outcome.type === 'reused') {
    const taken = await unlessErased(context, { stored, effects });
    return goOn(context, requestId, { ...taken, exceeded: known.exceeded });
  }
  if (outcome.type === 'over-budget')
    return overBudget(context, { ...stored.record, requestId }, known.exceeded);
  if (outcome.type === 'replayed') {
    const told = await toldAttempt(context, stored);
    return isRefused(stored.record, told.record) && told !== stored && isToBeTakenIn(told.record)
      ? answerAgain(context, submission, { from: told, known })
      : replayed(submission, told);
  }
  return { kind: 'request-id-reused', requestId, differing: differingFields(stored.record, content) };
}

function overBudget(
  context: GatewayContext,
  record: JobRecord,
  exceeded: Exceeded | undefined,
): SubmitResult {
  const { requestId } = record;
  return overBudgetResult(context, record, exceeded) ?? { kind: 'unavailable', requestId };
}

/** @returns the attempt by which the lead is told */
function toldAttempt(context: GatewayContext, stored: Stored): Promise<Stored> {
  return attemptFor(context, stored).catch((error) => {
    // The request was accepted, whatever has become of a later attempt's record.
    if (error instanceof RecordUnreadableError && error.code === 'malformed') return stored;
    throw error;
  });
}

/** A twin, or a retry, is about to ask for room: until it has, nobody is told that the job is accepted. */
function replayed({ requestId, named }: Named, { record }: Stored): SubmitResult {
  const isAsking = isClaimed(record) || (record.status === 'over-budget' && isBeingRetried(record));
  return isAsking ? { kind: 'unavailable', requestId } : { kind: 'replayed', requestId, record, named };
}

type Named = Pick<ParsedSubmission, 'requestId' | 'named'>;
