import { actOf } from '../../../jobs/audit-entry.ts';
import type { DeadLetterId } from '../../../jobs/dead-letters/dead-letter-id.ts';
import type { DeadLetter } from '../../../jobs/dead-letters/dead-letter-record.ts';
import {
  claimed,
  type RedriveRoute,
  redriven,
  redrivenAttributes,
  redriveRefusal,
  released,
  routeOf,
} from '../../../jobs/dead-letters/redrive.ts';
import type { RedriveRefusal } from '../../../jobs/dead-letters/redrive-refusals.ts';
import type { Instant } from '../../../jobs/instant.ts';
import type { StoredDeadLetter } from '../../../ports/dead-letters.ts';
import { PublishError } from '../../../ports/errors.ts';
import type { Revision } from '../../../ports/job-store.ts';
import type { MessageId, ReceivedMessage } from '../../../protocol/message.ts';
import type { Timestamp } from '../../../protocol/timestamp.ts';
import { receiveResponse } from '../../receive/receive-response.ts';
import { faultEvent } from '../../store-fault.ts';
import { audited } from '../audited.ts';
import { type DeadLetterContext, presentLetter } from './dead-letter-context.ts';
import { type Judgement, judge, judgeSize } from './judge.ts';

/** A redrive as a person asks for it. */
export interface RedriveAsked {
  readonly id: DeadLetterId;
  /** In the person's own words; null for none. */
  readonly reason: string | null;
  /** Bytes that go out instead of those that came, which are kept as they are. */
  readonly corrected?: Buffer | undefined;
  /** Whether it goes out though it would be set aside again, or has come back often. */
  readonly force?: boolean | undefined;
  /** Whether it is only judged. */
  readonly dryRun?: boolean | undefined;
}

export type RedriveResult =
  | { readonly kind: 'redriven'; readonly letter: DeadLetter; readonly judgement: Judgement }
  /** A dry run. */
  | { readonly kind: 'judged'; readonly letter: DeadLetter; readonly judgement: Judgement }
  | { readonly kind: RedriveRefusal; readonly letter: DeadLetter; readonly judgement?: Judgement | undefined }
  /** The message waits for something that passes, as a discard does for the note of its request. */
  | { readonly kind: 'not-yet'; readonly letter: DeadLetter }
  | { readonly kind: 'not-found' };

/** A message on its way back. */
interface Redrive {
  readonly route: RedriveRoute;
  readonly message: ReceivedMessage;
  readonly judgement: Judgement;
  readonly corrected: boolean;
}

/**
 * Sends a dead letter back the way it came: a submission to the intake topic, a result to its topic; a
 * response is taken in at once. If it is set aside again, it comes back as a letter of the next generation.
 * Of two redrives at once one goes on. A redrive that breaks off may be repeated after two minutes, and the
 * message then goes out twice rather than never.
 * @throws StoreUnavailableError, PublishError when it did not go out for a reason that passes
 */
export async function redriveDeadLetter(
  context: DeadLetterContext,
  asked: RedriveAsked,
): Promise<RedriveResult> {
  const { id, reason, corrected, force = false, dryRun = false } = asked;
  const stored = await presentLetter(context, id);
  const route = stored && routeOf(stored.letter);
  if (!stored) return { kind: 'not-found' };
  const { letter } = stored;
  const unread = answeredUnread(letter, asked, context.clock.now());
  if (!route || unread) return unread ?? { kind: 'no-way-back', letter };
  const data = corrected ?? (await context.deadLetters.body(letter));
  if (!data) return { kind: 'not-found' };
  const message = redrivenMessage(letter, data);
  const judgement = await judge(context, route, message);
  if (dryRun) return { kind: 'judged', letter, judgement };
  if (judgement.kind === 'set-aside' && !force) return { kind: 'still-invalid', letter, judgement };
  const act = { actor: context.caller.email, action: 'redrive', target: id, reason } as const;
  const redrive = { route, message, judgement, corrected: corrected !== undefined };
  return audited(context, actOf(act, letter.claims), () => claimAndSend(context, stored, redrive));
}

/** @returns the answer that takes none of the letter's bytes, which may be 10 MB; undefined for none */
function answeredUnread(
  letter: DeadLetter,
  { corrected, force = false, dryRun = false }: RedriveAsked,
  now: Instant,
): RedriveResult | undefined {
  // Corrected bytes are others than those that have come back so often.
  const isNew = corrected !== undefined;
  const refusal = redriveRefusal(letter, { now, force: force || isNew });
  if (refusal) return { kind: refusal, letter };
  const route = routeOf(letter);
  const judgement = route && !force ? judgeSize(route, corrected?.length ?? letter.bytes) : undefined;
  return judgement && { kind: dryRun ? 'judged' : 'still-invalid', letter, judgement };
}

/** @returns how many bytes of a letter are read as it is redriven as it is: 0 where its size decides */
export function bytesRead(letter: DeadLetter): number {
  const route = routeOf(letter);
  return route === undefined || judgeSize(route, letter.bytes) ? 0 : letter.bytes;
}

/** @returns the message that a letter is sent back as. Its ID stands where no topic gives it one. */
export function redrivenMessage(letter: DeadLetter, data: Buffer): ReceivedMessage {
  return {
    messageId: `redrive-${letter.id}-${letter.claims + 1}` as MessageId,
    publishTime: letter.publishTime as Timestamp,
    data,
    attributes: redrivenAttributes(letter),
  };
}

/** The claim is the one conditional write of which only one of two succeeds; it stands before the message. */
async function claimAndSend(
  context: DeadLetterContext,
  { letter, revision }: StoredDeadLetter,
  redrive: Redrive,
): Promise<RedriveResult> {
  const { deadLetters, caller, clock } = context;
  const claim = claimed(letter, caller.email, clock.now());
  const own = await deadLetters.replace(claim, revision);
  if (own === 'conflict') return lostTo(context, letter);
  const sent = await send(context, redrive).catch((error: unknown) => error as Error);
  if (typeof sent === 'string')
    return {
      kind: 'redriven',
      letter: await noted(context, { claim, own, sent, redrive }),
      judgement: redrive.judgement,
    };
  // A claim that cannot be given back lapses.
  await deadLetters.replace(released(claim), own).catch(() => undefined);
  if (sent === undefined) return { kind: 'not-yet', letter };
  if (sent instanceof PublishError && sent.code === 'refused') return { kind: 'refused', letter };
  throw sent;
}

async function lostTo(context: DeadLetterContext, letter: DeadLetter): Promise<RedriveResult> {
  const current = await presentLetter(context, letter.id);
  if (!current) return { kind: 'not-found' };
  const refusal = redriveRefusal(current.letter, { now: context.clock.now(), force: true });
  return { kind: refusal ?? 'being-redriven', letter: current.letter };
}

/** @returns the ID of the message that went out; undefined when it has to wait */
async function send(context: DeadLetterContext, { route, message }: Redrive): Promise<string | undefined> {
  const { asGateway, intakeTopic, resultsTopic } = context;
  if (route === 'responses')
    return (await receiveResponse(context, message)) === 'done' ? message.messageId : undefined;
  const { data, attributes } = message;
  return asGateway.publish(route === 'intake' ? intakeTopic : resultsTopic, { data, attributes });
}

interface Sent {
  readonly claim: DeadLetter;
  readonly own: Revision;
  readonly sent: string;
  readonly redrive: Redrive;
}

/**
 * The message is out, and nothing takes that back. A letter that cannot say so is still waiting, and a later
 * redrive sends it again.
 */
async function noted(
  { deadLetters, clock, telemetry }: DeadLetterContext,
  { claim, own, sent, redrive: { corrected } }: Sent,
): Promise<DeadLetter> {
  const letter = redriven(claim, { messageId: sent, corrected, now: clock.now() });
  await deadLetters.replace(letter, own).catch((error: unknown) => {
    const [event, fields] = faultEvent(error, 'request.failed', 'redrive');
    telemetry.emit(event, { document: letter.id, ...fields });
  });
  return letter;
}
