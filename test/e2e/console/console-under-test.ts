/** The page over a gateway in memory, on a socket of its own; its API is disturbed as a test wants it. */
import { EXAMPLE_CALL, listCalls } from '../../../cli/console/lists/list-calls.ts';
import { ChaosSwitch } from '../../../local/chaos-switch.ts';
import { withBesideCalls } from '../../../local/console/beside-api.ts';
import { controlCalls } from '../../../local/console/controls.ts';
import { withConsole } from '../../../local/console/with-console.ts';
import { MovableClock } from '../../../local/movable-clock.ts';
import { serve } from '../../../local/serve.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../../../shared/http/http.ts';
import { KNOWN_JOB_TYPES } from '../../../shared/protocol/job-types.ts';
import { SILENT } from '../../../shared/telemetry/log-events.ts';
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
  controls: true,
  listsFor: [...KNOWN_JOB_TYPES.keys()],
} as const;
const JOB_TYPES = new Map([...KNOWN_JOB_TYPES].map(([name, { requires }]) => [name, requires]));

/** @param leads how many there are; from one on, there is some of all else as well */
export async function openConsole(leads: number): Promise<ConsoleUnderTest> {
  const gateway = await seededGateway(leads);
  const calls: string[] = [];
  let disturbance: Disturbance | undefined;
  const api: HttpHandler = async (request) => {
    calls.push(`${request.method} ${request.target.split('?', 1)[0]}`);
    return disturbance ? disturbance(request, gateway.stack.api) : gateway.stack.api(request);
  };
  // Its world is not that of the gateway, whose time moves as tests have it.
  const world = { chaos: new ChaosSwitch(false, {}), clock: new MovableClock() };
  const beside = { ...controlCalls(world), ...listCalls({ api, jobTypes: JOB_TYPES }), ...EXAMPLE_CALL };
  const { port, close } = await serve(withConsole(withBesideCalls(api, beside, SILENT), SETTING), 0);
  return {
    ...gateway,
    url: `http://127.0.0.1:${port}/console`,
    calls,
    disturb: (next) => {
      disturbance = next;
    },
    close: async () => {
      gateway.stack.stop();
      world.clock.stop();
      await close();
    },
  };
}
