import type { HttpHandler, HttpRequest } from '../../shared/http/http.ts';

const SUBMISSION = /^\/v1\/jobs(?::batch)?$/;

/** Puts the functions of the HTTP API under one roof, as a load balancer does in the cloud. */
export function apiHandler(submit: HttpHandler, query: HttpHandler): HttpHandler {
  return (request) => (isSubmission(request) ? submit(request) : query(request));
}

export function isSubmission({ method, target }: Pick<HttpRequest, 'method' | 'target'>): boolean {
  return SUBMISSION.test(target.split('?', 1)[0] ?? '') && method !== 'GET';
}
