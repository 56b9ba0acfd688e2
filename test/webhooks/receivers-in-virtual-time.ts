/** Receivers that behave well, badly and worse, in virtual time; the library judges all that they get. */

import type { EmbeddedWebhooks } from '../../local/stacks/embedded-webhooks.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { WebhookRequest } from '../../shared/ports/webhook-sender.ts';
import type { WebhookEndpoint } from '../../shared/webhooks/endpoint.ts';
import type { ReceiverAnswer } from '../../shared/webhooks/verdict.ts';
import { readSecrets } from '../../shared/webhooks/webhook-secret.ts';
import { DAY, START } from '../fixtures.ts';
import { CRM } from './context.ts';
import { SECRETS, verified } from './judge.ts';

/** A webhook as its receiver got it. */
export interface Got {
  readonly webhook: string;
  readonly at: number;
  readonly id: string;
  readonly body: string;
  readonly type: string;
  readonly requestId: string;
  readonly answer: ReceiverAnswer;
}

interface Attempt {
  readonly clock: Clock;
  /** Since the beginning, in milliseconds. */
  readonly age: number;
  /** How many it has got. */
  readonly count: number;
}

type Behaviour = (attempt: Attempt) => Promise<ReceiverAnswer>;

/** As the sender of a deployment tells of them. */
export const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  good: async ({ clock }) => {
    await clock.sleep(50);
    return { status: 204 };
  },
  hanging: async ({ clock }) => {
    await clock.sleep(15_000);
    return { error: 'TIMEOUT' };
  },
  gone: async () => ({ status: 410 }),
  'failing-for-days': async ({ age }) => ({ status: age < 6 * DAY ? 500 : 200 }),
  'throttling-for-hours': async ({ age }) => ({ status: age < DAY / 4 ? 429 : 200 }),
  // It has the webhook, and the gateway does not know.
  dropping: async ({ count }) => (count % 3 === 0 ? { status: 200 } : { error: 'ECONNRESET' }),
  redirecting: async () => ({ status: 308 }),
};

/** Another webhook of the good receiver, for what has failed alone. */
const NARROW = { statuses: ['failed', 'rejected'], payload: 'thin' } as const;

export function receivers(clock: Clock, names: readonly string[]) {
  const got: Got[] = [];
  const counts = new Map<string, number>();
  const endpoints = [...names, 'narrow'].map((name): WebhookEndpoint => {
    const url = `https://${name}.example/hook`;
    return { ...CRM, name, url, ...(name === 'narrow' && NARROW) };
  });
  const behaviourOf = (name: string) => BEHAVIOURS[name] ?? (BEHAVIOURS['good'] as Behaviour);
  const post = async (request: WebhookRequest): Promise<ReceiverAnswer> => {
    const webhook = new URL(request.url).hostname.replace('.example', '');
    const at = clock.now();
    const count = (counts.get(webhook) ?? 0) + 1;
    counts.set(webhook, count);
    const { type, data } = verified(SECRETS[1] ?? '', request) as {
      type: string;
      data: { requestId: string };
    };
    const answer = await behaviourOf(webhook)({ clock, age: at - START, count });
    const id = request.headers['webhook-id'] ?? '';
    got.push({ webhook, at, id, body: String(request.body), type, requestId: data.requestId, answer });
    return answer;
  };
  const keys = readSecrets(`${SECRETS[0]} ${SECRETS[1]}`);
  const webhooks: EmbeddedWebhooks = {
    endpoints,
    sender: { post },
    secrets: { read: async () => keys },
    queryUrl: 'https://query.example',
  };
  return { got, webhooks };
}
