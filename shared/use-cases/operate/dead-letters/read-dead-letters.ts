import type { DeadLetterId } from '../../../jobs/dead-letters/dead-letter-id.ts';
import type { DeadLetter } from '../../../jobs/dead-letters/dead-letter-record.ts';
import {
  DEAD_LETTER_KEPT_MS,
  DEAD_LETTER_STATES,
  type DeadLetterState,
} from '../../../jobs/dead-letters/dead-letter-states.ts';
import { redriveRefusal, routeOf } from '../../../jobs/dead-letters/redrive.ts';
import type { RedriveRefusal } from '../../../jobs/dead-letters/redrive-refusals.ts';
import { type Instant, instant } from '../../../jobs/instant.ts';
import type { DeadLetterPage, DeadLetterQuery } from '../../../ports/dead-letters.ts';
import { type DeadLetterContext, presentLetter } from './dead-letter-context.ts';
import { type Judgement, judge } from './judge.ts';
import { redrivenMessage } from './redrive-dead-letter.ts';

/** A letter with its bytes, and what would become of it now. */
export interface DeadLetterInFull {
  readonly letter: DeadLetter;
  /** undefined when they are not all there any more. */
  readonly body: Buffer | undefined;
  /** Why it is not redriven as it stands, whatever is judged of its bytes; undefined where it may be. */
  readonly refusal: RedriveRefusal | undefined;
  /** undefined of a letter that is done with, or has no way back. */
  readonly judgement: Judgement | undefined;
}

/**
 * @returns a page of letters, the newest first; none that has expired
 * @throws StoreUnavailableError
 */
export function listDeadLetters(
  { deadLetters, clock }: Pick<DeadLetterContext, 'deadLetters' | 'clock'>,
  { filter, ...page }: DeadLetterQuery,
): Promise<DeadLetterPage> {
  const oldest = instant(clock.now() - DEAD_LETTER_KEPT_MS + 1);
  return deadLetters.list({ ...page, filter: { ...filter, since: latest(filter.since, oldest) } });
}

function latest(since: Instant | undefined, oldest: Instant): Instant {
  return since === undefined || since < oldest ? oldest : since;
}

/** @throws StoreUnavailableError */
export async function countDeadLetters({
  deadLetters,
}: Pick<DeadLetterContext, 'deadLetters'>): Promise<Record<DeadLetterState, number>> {
  const counts = DEAD_LETTER_STATES.map(async (state) => [state, await deadLetters.count(state)] as const);
  return Object.fromEntries(await Promise.all(counts)) as Record<DeadLetterState, number>;
}

/** @throws StoreUnavailableError */
export async function showDeadLetter(
  context: DeadLetterContext,
  id: DeadLetterId,
): Promise<DeadLetterInFull | undefined> {
  const stored = await presentLetter(context, id);
  if (!stored) return undefined;
  const { letter } = stored;
  const body = await context.deadLetters.body(letter);
  const route = routeOf(letter);
  const now = context.clock.now();
  const refusal = redriveRefusal(letter, { now, force: false });
  const isJudged = body && route && !redriveRefusal(letter, { now, force: true });
  const judgement = isJudged ? await judge(context, route, redrivenMessage(letter, body)) : undefined;
  return { letter, body, refusal, judgement };
}
