import type { ServingFunction } from '../../shared/api/call.ts';
import { CALLS } from '../../shared/api/calls.ts';
import { callMatcher } from '../../shared/api/match.ts';
import type { HttpHandler, HttpRequest } from '../../shared/http/http.ts';

const match = callMatcher(CALLS);

/** Puts the functions of the HTTP API under one roof, as a load balancer does in the cloud. */
export function apiHandler(functions: Readonly<Record<ServingFunction, HttpHandler>>): HttpHandler {
  return (request) => functions[functionFor(request)](request);
}

/** @returns the function that serves a request; one that serves none knows how to say so */
export function functionFor({ method, target }: Pick<HttpRequest, 'method' | 'target'>): ServingFunction {
  const matched = match(method, target.split('?', 1)[0] ?? '');
  switch (matched.kind) {
    case 'call':
      return matched.call.servedBy;
    case 'other-method':
      return matched.calls[0]?.servedBy ?? 'query-jobs';
    default:
      return 'query-jobs';
  }
}
