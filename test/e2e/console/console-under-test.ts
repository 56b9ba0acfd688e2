/** The page over a gateway in memory, on a socket of its own; its API can be disturbed, and counts its calls. */
import { withConsole } from '../../../local/console/with-console.ts';
import { serve } from '../../../local/serve.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../../../shared/http/http.ts';
import { type SeededGateway, seededGateway } from './seeded-gateway.ts';

/** Answers in place of the API, or changes how that answers. */
export type Disturbance = (request: HttpRequest, api: HttpHandler) => Promise<HttpResponse>;

export interface ConsoleUnderTest extends SeededGateway {
  /** The page's address. */
  readonly url: string;
  /** Each call that the API got, as `GET /v1/jobs`, the latest last. */
  readonly calls: string[];
  /** Calls from now on are disturbed; by nothing if it is absent. */
  disturb(disturbance?: Disturbance): void;
  close(): Promise<void>;
}

const SETTING = {
  kind: 'dev',
  name: 'Hollander Freight',
  needsToken: false,
  controls: false,
  lists: true,
} as const;

/** @param leads how many there are; from one on, there is some of all else as well */
export async function openConsole(leads: number): Promise<ConsoleUnderTest> {
  const gateway = await seededGateway(leads);
  const calls: string[] = [];
  let disturbance: Disturbance | undefined;
  const api: HttpHandler = async (request) => {
    calls.push(`${request.method} ${request.target.split('?', 1)[0]}`);
    return disturbance ? disturbance(request, gateway.stack.api) : gateway.stack.api(request);
  };
  const { port, close } = await serve(withConsole(api, SETTING), 0);
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
