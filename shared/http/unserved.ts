/** Requests for calls that a function does not serve. */

import type { Calls } from '../api/call.ts';
import { callMatcher } from '../api/match.ts';
import { refuse } from './problem-response.ts';

/** Method and path of a request. */
interface Asked {
  readonly method: string;
  readonly path: string;
}

/**
 * Refuses a request whose path is not one of this function's, or whose method is not. Functions may share one
 * address, so the methods that are named are those of all of them. In the cloud each has its own besides: a
 * call that came to the wrong one is told of the right one.
 * @param own calls of this function
 * @param every every call of the API
 * @throws ProblemError 404 or 405 always
 */
export function refuseUnserved({ method, path }: Asked, own: Calls, every: Calls): never {
  const matched = callMatcher(every)(method, path);
  if (matched.kind === 'other-method') return refuseMethod(matched.calls.map((call) => call.method));
  if (matched.kind !== 'call')
    return refuse('not-found', 'No call of this API has this path; GET /openapi.json lists them.');
  const elsewhere = `This is a call of ${matched.call.servedBy}: send it to the address of that function.`;
  const here = callMatcher(own)(method, path);
  return here.kind === 'other-method'
    ? refuseMethod(
        here.calls.map((call) => call.method),
        elsewhere,
      )
    : refuse('not-found', elsewhere);
}

function refuseMethod(methods: readonly string[], detail?: string): never {
  const allowed = [...new Set(methods)].toSorted();
  return refuse('method-not-allowed', detail ?? `Use ${allowed.join(' or ')}.`, {
    headers: { allow: allowed.join(', ') },
  });
}
