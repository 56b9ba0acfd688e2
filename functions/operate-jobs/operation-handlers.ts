/** Operations: starting, reading and aborting them. */

import type { OPERATION_CALLS } from '../../shared/api/operation-calls.ts';
import { json } from '../../shared/http/http.ts';
import { leadingOn, placeIn } from '../../shared/http/place-token.ts';
import { refuse } from '../../shared/http/problem-response.ts';
import { type CallHandler, type CallHandlers, refuseOtherTeams } from '../../shared/http/router.ts';
import { bound, resolveFilter } from '../../shared/jobs/filter-grammar.ts';
import type { Instant } from '../../shared/jobs/instant.ts';
import { fingerprintOf, isOperationPlace } from '../../shared/jobs/operations/operation.ts';
import { LETTER_KIND } from '../../shared/jobs/operations/operation-kinds.ts';
import type { Selection } from '../../shared/jobs/operations/selection.ts';
import { abortOperation } from '../../shared/use-cases/operate/operations/abort-operation.ts';
import { operationView } from '../../shared/use-cases/operate/operations/operation-view.ts';
import type { OperationsContext } from '../../shared/use-cases/operate/operations/operations-context.ts';
import { startOperation } from '../../shared/use-cases/operate/operations/start-operation.ts';
import { inTeam, type Named } from './named.ts';

type Operating = typeof OPERATION_CALLS;
type Handler<Id extends keyof Operating> = CallHandler<Operating[Id]>;

/** @param named gives the context in the caller's name, or refuses one without */
export function operationHandlers(
  context: OperationsContext,
  named: Named<OperationsContext>,
): CallHandlers<Operating> {
  return {
    startOperation: start(named),
    listOperations: list(context),
    getOperation: get(context),
    abortOperation: abort(named),
  };
}

function start(named: Named<OperationsContext>): Handler<'startOperation'> {
  return async ({ caller, headers, body: { value: order } }) => {
    // As the calls about a single dead letter do.
    if (order.kind === LETTER_KIND) refuseOtherTeams({ concerns: 'every-team' }, caller);
    const context = named(caller);
    const { operation, kind } = await startOperation(context, {
      kind: order.kind,
      selection: selectionOf(order, context.clock.now()),
      reason: order.reason ?? null,
      limit: order.limit ?? null,
      ratePerMinute: order.ratePerMinute ?? null,
      dryRun: order.dryRun ?? false,
      fingerprint: fingerprintOf(order),
      key: headers['Idempotency-Key'],
    });
    const { id } = operation;
    const location = `/v1/operations/${id}`;
    switch (kind) {
      case 'started':
        return json(202, operationView(operation), { location });
      case 'replayed':
        return json(200, operationView(operation), { location, 'idempotency-replayed': 'true' });
      case 'key-reused':
        return refuse(
          'operation-key-reused',
          'The key was given before, with another order. Choose a new Idempotency-Key.',
          { operation: id },
        );
      default:
        return kind satisfies never;
    }
  };
}

type Order = Parameters<Handler<'startOperation'>>[0]['body']['value'];

/** An order selects in one way alone. */
function selectionOf(order: Order, now: Instant): Selection {
  if (order.kind === LETTER_KIND) {
    const { since, until, ...conditions } = order.filter ?? {};
    const bounds = { ...bound('since', since, now), ...bound('until', until, now) };
    return { by: 'letters', filter: { ...conditions, ...bounds } };
  }
  const { filter = {}, requestIds } = order;
  if (requestIds) return { by: 'ids', requestIds: [...new Set(requestIds)] };
  return { by: 'filter', filter: resolveFilter(filter, now) };
}

function list(context: OperationsContext): Handler<'listOperations'> {
  return async ({ caller, query: { pageSize: limit, pageToken } }) => {
    const before = placeIn(pageToken, isOperationPlace);
    const { operations, next } = await inTeam(context, caller).operations.list({ before, limit });
    return json(200, { operations: operations.map(operationView), ...leadingOn(next) });
  };
}

function get(context: OperationsContext): Handler<'getOperation'> {
  return async ({ caller, path: { id } }) => {
    const found = await inTeam(context, caller).operations.get(id);
    return found ? json(200, operationView(found.operation)) : refuseUnknown();
  };
}

function abort(named: Named<OperationsContext>): Handler<'abortOperation'> {
  return async ({ caller, path: { id }, body }) => {
    const result = await abortOperation(named(caller), { id, reason: body?.value.reason ?? null });
    switch (result.kind) {
      case 'aborted':
      case 'aborting':
        return json(202, operationView(result.operation));
      case 'ended':
        return refuse(
          'operation-ended',
          'It is done: there is nothing left to abort, and what is done stays done.',
          { operation: id },
        );
      case 'not-found':
        return refuseUnknown();
      default:
        return result satisfies never;
    }
  };
}

function refuseUnknown(): never {
  return refuse(
    'operation-not-found',
    'Check its ID: the call that starts an operation is answered with it.',
  );
}
