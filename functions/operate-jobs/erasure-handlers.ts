/** Erasing a person: the handlers of its calls. */
import type { ERASURE_CALLS } from '../../shared/api/erasure-calls.ts';
import { NO_SUCH_ERASURE, TOO_MANY_BY_NOW, TOO_MANY_RECORDS } from '../../shared/api/erasure-refusals.ts';
import { json } from '../../shared/http/http.ts';
import { leadingOn, placeIn } from '../../shared/http/place-token.ts';
import { refuse } from '../../shared/http/problem-response.ts';
import type { CallHandler, CallHandlers } from '../../shared/http/router.ts';
import { isErasureId } from '../../shared/jobs/erasures/erasure-id.ts';
import { instant } from '../../shared/jobs/instant.ts';
import type { IdentifierKind } from '../../shared/jobs/persons/identifier.ts';
import type { Caller } from '../../shared/use-cases/caller.ts';
import type { ErasingContext } from '../../shared/use-cases/operate/erasures/erase-context.ts';
import {
  erasureView,
  preparedView,
  replayedView,
} from '../../shared/use-cases/operate/erasures/erasure-view.ts';
import { prepareErasure } from '../../shared/use-cases/operate/erasures/prepare-erasure.ts';
import { replayErasures } from '../../shared/use-cases/operate/erasures/replay-erasures.ts';
import { runErasure } from '../../shared/use-cases/operate/erasures/run-erasure.ts';

type Erasing = typeof ERASURE_CALLS;
type Handler<Id extends keyof Erasing> = CallHandler<Erasing[Id]>;

/** @param named the context in which something is changed in a caller's name */
export function erasureHandlers(
  context: ErasingContext,
  named: (caller: Caller) => ErasingContext,
): CallHandlers<Erasing> {
  return {
    createErasure: create(named),
    listErasures: list(context),
    getErasure: get(context),
    runErasure: run(named),
    replayErasures: replay(named),
  };
}

/** Of each kind, the member of the body. */
const MEMBERS = [
  ['email', 'email'],
  ['linkedIn', 'linkedInUrl'],
  ['phone', 'phone'],
] as const satisfies readonly (readonly [IdentifierKind, string])[];

const POINTERS: Readonly<Record<IdentifierKind, string>> = {
  email: '/email',
  linkedIn: '/linkedInUrl',
  phone: '/phone',
};

const NOT_ONE: Readonly<Record<IdentifierKind, string>> = {
  email: 'must be an e-mail address',
  linkedIn: 'must be the URL of a LinkedIn user, such as https://www.linkedin.com/in/NAME',
  phone: 'must be a telephone number of 7 to 15 digits, with a plus sign where it was given so',
};

const NO_PEPPER =
  'cannot be looked for: this gateway has no PERSON_PEPPERS, so that its records have no keys. Name requestIds alone';

function create(named: (caller: Caller) => ErasingContext): Handler<'createErasure'> {
  return async ({ caller, body: { value } }) => {
    const { requestIds = [], reason, dryRun: isDry = false } = value;
    const identifiers = MEMBERS.flatMap(([kind, member]) => {
      const text = value[member];
      return text === undefined ? [] : [{ kind, text }];
    });
    const result = await prepareErasure(named(caller), { identifiers, requestIds, reason }, { isDry });
    switch (result.kind) {
      case 'prepared':
        return json(200, preparedView(result.erasure, result.findings));
      case 'found':
        return json(200, { ...preparedView(result.erasure, result.findings), id: null });
      case 'too-many':
        return refuse('erasure-too-large', TOO_MANY_RECORDS);
      case 'not-an-identifier':
        return refuseMember(result.of, NOT_ONE[result.of]);
      case 'no-pepper':
        return refuseMember(result.of, NO_PEPPER);
      default:
        return result satisfies never;
    }
  };
}

function refuseMember(kind: IdentifierKind, detail: string): never {
  return refuse('invalid', 'Mend what errors lists, and send it again.', {
    errors: [{ pointer: POINTERS[kind], detail }],
  });
}

function list({ erasures }: ErasingContext): Handler<'listErasures'> {
  return async ({ query: { pageSize, pageToken } }) => {
    const before = placeIn(pageToken, isErasureId);
    const { erasures: found, next } = await erasures.list({ before, limit: pageSize });
    return json(200, { erasures: found.map(erasureView), ...leadingOn(next) });
  };
}

function get({ erasures }: ErasingContext): Handler<'getErasure'> {
  return async ({ path: { id } }) => {
    const stored = await erasures.get(id);
    return stored ? json(200, erasureView(stored.erasure)) : refuse('erasure-not-found', NO_SUCH_ERASURE);
  };
}

function run(named: (caller: Caller) => ErasingContext): Handler<'runErasure'> {
  return async ({ caller, path: { id } }) => {
    const result = await runErasure(named(caller), id);
    switch (result.kind) {
      case 'done':
      case 'incomplete':
        return json(200, {
          ...erasureView(result.erasure),
          requestIdsAtModigie: result.requestIdsAtModigie,
        });
      case 'too-many':
        return refuse('erasure-too-large', TOO_MANY_BY_NOW);
      case 'not-found':
        return refuse('erasure-not-found', NO_SUCH_ERASURE);
      default:
        return result satisfies never;
    }
  };
}

function replay(named: (caller: Caller) => ErasingContext): Handler<'replayErasures'> {
  return async ({ caller, body: { value } }) => {
    const before = placeIn(value.pageToken, isErasureId);
    const since = instant(Date.parse(value.since));
    const { erasures, next } = await replayErasures(named(caller), { since, before });
    return json(200, { erasures: erasures.map(replayedView), ...leadingOn(next) });
  };
}
