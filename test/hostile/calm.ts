import { expect } from 'vitest';
import type { HttpHandler, HttpRequest, HttpResponse } from '../../shared/http/http.ts';

/** Any request is answered below 500; a refusal is a problem document that shows nothing of the inside. */
export async function mustStayCalm(handler: HttpHandler, request: HttpRequest): Promise<HttpResponse> {
  const response = await handler(request);
  const { status, headers, body } = response;
  expect(status).toBeGreaterThanOrEqual(200);
  expect(status).toBeLessThan(500);
  expect(body).not.toMatch(/node_modules|\n\s+at /);
  if (status >= 400) expect(headers['content-type']).toContain('application/problem+json');
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  return response;
}
