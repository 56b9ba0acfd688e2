/** The console's page, before an API. It has no data of its own: all that it shows, it asks of the API. */
import type { ConsolePage } from '../../build/console-page.ts';
import type { Setting } from '../../console/setting.ts';
import { problem } from '../../shared/api/problem.ts';
import { type HttpHandler, type HttpRequest, type HttpResponse, text } from '../../shared/http/http.ts';
import { problemResponse } from '../../shared/http/problem-response.ts';

/** Where the page is. The calls that it makes are beside it, as `v1/jobs` (console/connect.ts). */
export const CONSOLE_PATH = '/console';

/** Nothing of it is told to another address, and no other window gets hold of its own. */
const APART = { 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin' };

/**
 * @param handler takes all other requests
 * @param setting of the page: the words of this server about itself
 * @param build makes the page, when it is first asked for; it is kept then
 * @returns the handler, with the page before it. A browser that asks for `/` is led to the page
 */
export function withConsole(
  handler: HttpHandler,
  setting: Setting,
  build: () => Promise<ConsolePage> = buildPage,
): HttpHandler {
  let page: Promise<ConsolePage> | undefined;
  const show = async () => {
    page ??= build();
    try {
      return shown(await page, setting);
    } catch (error) {
      page = undefined;
      return notBuilt(error);
    }
  };
  return (request) => {
    const path = request.target.split('?', 1)[0];
    if (path === CONSOLE_PATH) return isRead(request) ? show() : Promise.resolve(wrongMethod());
    if (path === '/' && isRead(request) && isBrowser(request)) return Promise.resolve(leadThere());
    return handler(request);
  };
}

/** Loaded when asked for: it brings esbuild. */
async function buildPage(): Promise<ConsolePage> {
  return (await import('../../build/console-page.ts')).buildConsolePage();
}

function shown({ html, policy }: ConsolePage, setting: Setting): HttpResponse {
  return text(
    200,
    { contentType: 'text/html', body: html(setting) },
    { 'content-security-policy': policy, ...APART },
  );
}

function notBuilt(error: unknown): HttpResponse {
  const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
  const detail = `The console's page cannot be built: ${reason} Run npm install where the gateway is, and load the page again.`;
  return problemResponse(problem('internal', detail));
}

function wrongMethod(): HttpResponse {
  return problemResponse(problem('method-not-allowed', 'Use GET.'), { allow: 'GET, HEAD' });
}

/** The address is relative: the page may be behind a path. */
function leadThere(): HttpResponse {
  return text(
    307,
    { contentType: 'text/plain', body: 'The console is at console.\n' },
    { location: 'console' },
  );
}

function isRead({ method }: HttpRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Programs ask for JSON, or for anything. */
function isBrowser({ headers }: HttpRequest): boolean {
  return headers['accept']?.includes('text/html') ?? false;
}
