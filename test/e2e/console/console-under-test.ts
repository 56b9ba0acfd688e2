/** The page over a gateway in memory, on a socket of its own; its API can be disturbed, and counts its calls. */

import { buildConsolePage } from '../../../build/console-page.ts';
import { serve } from '../../../local/serve.ts';
import { type HttpHandler, type HttpRequest, type HttpResponse, text } from '../../../shared/http/http.ts';
import { type SeededGateway, seededGateway } from './seeded-gateway.ts';

/** Answers in place of the API, or changes how that answers. */
export type Disturbance = (request: HttpRequest, api: HttpHandler) => Promise<HttpResponse>;

export interface ConsoleUnderTest extends SeededGateway {
  /** The page's address, without a slash at its end. */
  readonly url: string;
  /** Each call that the API got, as `GET /v1/jobs`, the latest last. */
  readonly calls: string[];
  /** Calls from now on are disturbed; by none if it is absent. */
  disturb(disturbance?: Disturbance): void;
  close(): Promise<void>;
}

const SETTING = { kind: 'dev', name: 'Hollander Freight', needsToken: false, controls: false, lists: false };

const page = buildConsolePage();

/** @param leads how many there are; from one on, there is some of all else as well */
export async function openConsole(leads: number): Promise<ConsoleUnderTest> {
  const gateway = await seededGateway(leads);
  const { html, policy } = await page;
  const calls: string[] = [];
  let disturbance: Disturbance | undefined;
  const handler: HttpHandler = async (request) => {
    if (request.target === '/console')
      return text(
        200,
        { contentType: 'text/html', body: html(SETTING) },
        { 'content-security-policy': policy },
      );
    calls.push(`${request.method} ${request.target.split('?', 1)[0]}`);
    return disturbance ? disturbance(request, gateway.stack.api) : gateway.stack.api(request);
  };
  const { port, close } = await serve(handler, 0);
  return {
    ...gateway,
    url: `http://127.0.0.1:${port}/console`,
    calls,
    disturb: (next) => {
      disturbance = next;
    },
    close: async () => {
      gateway.stack.stop();
      await close();
    },
  };
}
