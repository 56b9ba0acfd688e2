/** Holds: placing, releasing and listing them. */

import type { HOLD_CALLS } from '../../shared/api/hold-calls.ts';
import { json } from '../../shared/http/http.ts';
import { refuse } from '../../shared/http/problem-response.ts';
import type { CallHandler, CallHandlers } from '../../shared/http/router.ts';
import { type Instant, instant } from '../../shared/jobs/instant.ts';
import { holdView, listHolds } from '../../shared/use-cases/operate/holds/hold-view.ts';
import { placeHold } from '../../shared/use-cases/operate/holds/place-hold.ts';
import { releaseHold } from '../../shared/use-cases/operate/holds/release-hold.ts';
import type { OperationsContext } from '../../shared/use-cases/operate/operations/operations-context.ts';
import type { Named } from './named.ts';

type Holding = typeof HOLD_CALLS;
type Handler<Id extends keyof Holding> = CallHandler<Holding[Id]>;

const REPLAYED = { 'idempotency-replayed': 'true' } as const;

/** @param named gives the context in the caller's name, or refuses one without */
export function holdHandlers(
  context: OperationsContext,
  named: Named<OperationsContext>,
): CallHandlers<Holding> {
  return {
    listHolds: async () => json(200, { holds: await listHolds(context) }),
    placeHold: place(named),
    releaseHold: release(named),
  };
}

function place(named: Named<OperationsContext>): Handler<'placeHold'> {
  return async ({ caller, path: { id: name }, body }) => {
    const context = named(caller);
    const { reason = null, until } = body?.value ?? {};
    const result = await placeHold(context, { name, reason, until: untilOf(until, context.clock.now()) });
    switch (result.kind) {
      case 'held':
        return json(202, await holdView(context, result.hold));
      case 'replayed':
        return json(200, await holdView(context, result.hold), REPLAYED);
      case 'unknown-job-type':
        return refuse(
          'job-type-not-found',
          `Name one that is configured (JOB_TYPES): ${result.known.join(', ')}; or * for all of them.`,
        );
      default:
        return result satisfies never;
    }
  };
}

/** @throws ProblemError 422 for a time that is over */
function untilOf(until: string | undefined, now: Instant): Instant | null {
  if (until === undefined) return null;
  const at = instant(Date.parse(until));
  if (at > now) return at;
  const detail = 'must be later than now: a hold that is over holds nothing';
  return refuse('invalid', 'Mend what errors lists, and send it again.', {
    errors: [{ pointer: '/until', detail }],
  });
}

function release(named: Named<OperationsContext>): Handler<'releaseHold'> {
  return async ({ caller, path: { id: name }, body }) => {
    const context = named(caller);
    const { reason = null, ratePerMinute = null } = body?.value ?? {};
    const result = await releaseHold(context, { name, reason, ratePerMinute });
    switch (result.kind) {
      case 'released':
        return json(202, await holdView(context, result.hold));
      case 'replayed':
        return json(200, await holdView(context, result.hold), REPLAYED);
      case 'not-held':
        return refuse('hold-not-found', notHeld(result.names));
      default:
        return result satisfies never;
    }
  };
}

function notHeld(names: readonly string[]): string {
  const held = names.length === 0 ? 'Nothing is held' : `Held by name: ${names.join(', ')}`;
  return `${held}. GET /v1/holds lists the holds; a job that waits for another reason says so in its explanation.`;
}
