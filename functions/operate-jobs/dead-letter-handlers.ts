/** The calls about dead letters: listed, shown and judged, redriven, dropped. */
import type { DEAD_LETTER_CALLS } from '../../shared/api/dead-letter-calls.ts';
import { RETRY_AFTER } from '../../shared/http/answering.ts';
import { json } from '../../shared/http/http.ts';
import { inTurn } from '../../shared/http/in-turn.ts';
import { leadingOn, placeIn } from '../../shared/http/place-token.ts';
import { refuse, refuseUnknownDeadLetter } from '../../shared/http/problem-response.ts';
import type { CallHandler, CallHandlers } from '../../shared/http/router.ts';
import { isDeadLetterPlace } from '../../shared/jobs/dead-letters/dead-letter-filter.ts';
import { type RedriveRefusal, WHY_NOT_REDRIVEN } from '../../shared/jobs/dead-letters/redrive-refusals.ts';
import { bound } from '../../shared/jobs/filter-grammar.ts';
import type { Caller } from '../../shared/use-cases/caller.ts';
import type { DeadLetterContext } from '../../shared/use-cases/operate/dead-letters/dead-letter-context.ts';
import {
  fullView,
  judgementView,
  letterView,
  revealedView,
} from '../../shared/use-cases/operate/dead-letters/dead-letter-view.ts';
import { dropDeadLetter } from '../../shared/use-cases/operate/dead-letters/drop-dead-letter.ts';
import type { Judgement } from '../../shared/use-cases/operate/dead-letters/judge.ts';
import {
  countDeadLetters,
  listDeadLetters,
  showDeadLetter,
} from '../../shared/use-cases/operate/dead-letters/read-dead-letters.ts';
import { redriveDeadLetter } from '../../shared/use-cases/operate/dead-letters/redrive-dead-letter.ts';
import { revealDeadLetter } from '../../shared/use-cases/operate/dead-letters/reveal-dead-letter.ts';

const NOT_YET =
  'It waits for something that passes, as a discard does for the note of its request: send the same request again ' +
  'in a few minutes.';

type Calls = typeof DEAD_LETTER_CALLS;
type Handler<Id extends keyof Calls> = CallHandler<Calls[Id]>;

/** Gives the context in a caller's name. @throws ProblemError 403 for a caller who must have one */
type Named = (caller: Caller) => DeadLetterContext;

export function deadLetterHandlers(context: DeadLetterContext, named: Named): CallHandlers<Calls> {
  const large = inTurn();
  return {
    listDeadLetters: large(list(context)),
    countDeadLetters: async () => json(200, { byState: await countDeadLetters(context) }),
    getDeadLetter: large(show(context)),
    revealDeadLetter: large(reveal(named)),
    redriveDeadLetter: large(redrive(named)),
    dropDeadLetter: drop(named),
  };
}

function list(context: DeadLetterContext): Handler<'listDeadLetters'> {
  return async ({ query: { pageSize, pageToken, since, ...rest } }) => {
    const filter = { ...rest, ...bound('since', since, context.clock.now()) };
    const after = placeIn(pageToken, isDeadLetterPlace);
    const { letters, next } = await listDeadLetters(context, { filter, after, limit: pageSize });
    return json(200, { deadLetters: letters.map(letterView), ...leadingOn(next) });
  };
}

function show(context: DeadLetterContext): Handler<'getDeadLetter'> {
  return async ({ path: { id }, query: { view } }) => {
    const shown = await showDeadLetter(context, id);
    return shown === undefined ? refuseUnknownDeadLetter() : json(200, fullView(shown, view));
  };
}

function reveal(named: Named): Handler<'revealDeadLetter'> {
  return async ({ caller, path: { id }, body }) => {
    const result = await revealDeadLetter(named(caller), { id, reason: body?.value.reason ?? null });
    return result.kind === 'not-found'
      ? refuseUnknownDeadLetter()
      : json(200, revealedView(result.letter, result.body));
  };
}

function redrive(named: Named): Handler<'redriveDeadLetter'> {
  return async ({ caller, path: { id }, body }) => {
    const { reason = null, data, force, dryRun } = body?.value ?? {};
    const corrected = data === undefined ? undefined : Buffer.from(data, 'base64');
    const result = await redriveDeadLetter(named(caller), { id, reason, corrected, force, dryRun });
    switch (result.kind) {
      case 'redriven':
      case 'judged':
        return json(200, {
          redriven: result.kind === 'redriven',
          deadLetter: letterView(result.letter),
          judgement: judgementView(result.judgement),
        });
      case 'not-found':
        return refuseUnknownDeadLetter();
      case 'not-yet':
        return refuse('unavailable', NOT_YET, { headers: RETRY_AFTER });
      default:
        return refuseConflict(result.kind, result.judgement);
    }
  };
}

function drop(named: Named): Handler<'dropDeadLetter'> {
  return async ({ caller, path: { id }, body }) => {
    const result = await dropDeadLetter(named(caller), { id, reason: body?.value.reason ?? null });
    if (result.kind === 'not-found') return refuseUnknownDeadLetter();
    return result.kind === 'dropped' || result.kind === 'replayed'
      ? json(200, letterView(result.letter))
      : refuseConflict(result.kind);
  };
}

/** @throws ProblemError 409 always, with the reason */
function refuseConflict(reason: RedriveRefusal, judgement?: Judgement): never {
  const isJudged = judgement?.kind === 'set-aside';
  const again = isJudged ? `It would be set aside as ${judgement.reason}. ` : '';
  const errors = isJudged && judgement.errors.length > 0 ? { errors: judgement.errors } : {};
  return refuse('dead-letter-conflict', again + WHY_NOT_REDRIVEN[reason], { reason, ...errors });
}
