import {
  type DeadLetterPlace,
  firstPlaceAt,
  placeOf,
} from '../../../jobs/dead-letters/dead-letter-filter.ts';
import type { DeadLetterId } from '../../../jobs/dead-letters/dead-letter-id.ts';
import { earliest, type Instant } from '../../../jobs/instant.ts';
import { FROM_THE_START } from '../../../jobs/operations/operation.ts';
import type { WorkOutcome } from '../../../jobs/operations/operation-progress.ts';
import type { LetterSelection } from '../../../jobs/operations/selection.ts';
import { partsOf } from '../../../ports/parts-of-set.ts';
import { listDeadLetters } from '../dead-letters/read-dead-letters.ts';
import { bytesRead, type RedriveResult, redriveDeadLetter } from '../dead-letters/redrive-dead-letter.ts';
import type { KindOfOperation } from './kind-of-operation.ts';

/**
 * Bytes of messages that one page has, whose things are worked on at once: each is in memory as it was kept,
 * whole, parsed, and as the bytes of its call. One that is larger is a page of its own.
 */
const BYTES_AT_ONCE = 8_000_000;

/**
 * Redrives dead letters that wait, each as `POST /v1/deadLetters/{id}:redrive` does. A letter that fails
 * again is set aside after the operation was asked for, and so is never meant by the same one.
 */
export const REDRIVE_KIND: KindOfOperation<LetterSelection, DeadLetterId> = {
  async page(context, { selection: { filter }, asOf }, { cursor, limit }) {
    const { until, ...conditions } = filter;
    const { letters, next } = await listDeadLetters(context, {
      filter: { ...conditions, state: 'waiting' },
      after: cursor === FROM_THE_START ? beginning(until, asOf) : (cursor as DeadLetterPlace),
      limit,
    });
    const [page = []] = partsOf(letters, bytesRead, { items: limit, bytes: BYTES_AT_ONCE });
    const last = page.length < letters.length ? page.at(-1) : undefined;
    return { items: page.map(({ id }) => id), next: (last ? placeOf(last) : next) ?? null };
  },

  async judge(context, id, { reason }) {
    return outcomeOf(await redriveDeadLetter(context, { id, reason, dryRun: true }));
  },

  async act(context, id, { reason }) {
    return outcomeOf(await redriveDeadLetter(context, { id, reason }));
  },
};

/** The list goes back in time, so that its end is where it begins. */
function beginning(until: Instant | undefined, asOf: Instant): DeadLetterPlace {
  return firstPlaceAt(earliest(until ?? asOf, asOf));
}

function outcomeOf(result: RedriveResult): WorkOutcome {
  switch (result.kind) {
    case 'redriven':
      return { kind: 'done' };
    case 'judged':
      return result.judgement.kind === 'accepted'
        ? { kind: 'done' }
        : { kind: 'skipped', reason: 'still-invalid' };
    case 'already-redriven':
      return { kind: 'already', reason: result.kind };
    case 'not-found':
      return { kind: 'failed', reason: result.kind };
    default:
      return { kind: 'skipped', reason: result.kind };
  }
}
