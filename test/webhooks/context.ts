/** A context for the use cases of webhooks: a receiver that answers as it is told, in a time of its own. */

import { type Instant, later } from '../../shared/jobs/instant.ts';
import { SecretUnavailableError } from '../../shared/ports/webhook-secrets.ts';
import type { WebhookRequest } from '../../shared/ports/webhook-sender.ts';
import type { LogEventName, LogFields } from '../../shared/telemetry/log-events.ts';
import type { WebhookContext } from '../../shared/use-cases/webhooks/webhook-context.ts';
import { WebhookPlaces } from '../../shared/use-cases/webhooks/webhook-places.ts';
import type { WebhookEndpoint } from '../../shared/webhooks/endpoint.ts';
import type { ReceiverAnswer } from '../../shared/webhooks/verdict.ts';
import { readSecrets } from '../../shared/webhooks/webhook-secret.ts';
import { START } from '../fixtures.ts';
import { SECRETS } from './judge.ts';

export const CRM: WebhookEndpoint = {
  name: 'crm',
  url: 'https://crm.example.com/hook/s3cret',
  secretFile: '/secrets/crm',
  statuses: [],
  jobTypes: [],
  tags: [],
  payload: 'full',
};

interface Told {
  readonly name: LogEventName;
  readonly fields: LogFields;
}

export interface TestWebhooks extends WebhookContext {
  readonly sent: WebhookRequest[];
  readonly events: Told[];
}

interface Setting {
  readonly endpoints?: readonly WebhookEndpoint[];
  readonly answer?: (request: WebhookRequest) => ReceiverAnswer | Promise<ReceiverAnswer>;
  /** The text of each file. */
  readonly files?: Readonly<Record<string, string>>;
  readonly queryUrl?: string;
}

/** Posting takes 40 ms. */
export function webhooksContext({
  endpoints = [CRM],
  answer = () => ({ status: 204 }),
  files = { '/secrets/crm': SECRETS[0] ?? '' },
  queryUrl,
}: Setting = {}): TestWebhooks {
  let now: Instant = START;
  const sent: WebhookRequest[] = [];
  const events: Told[] = [];
  return {
    endpoints,
    sender: {
      post: async (request) => {
        sent.push(request);
        now = later(now, 40);
        return answer(request);
      },
    },
    secrets: { read: async (file) => secretsIn(files[file]) },
    places: new WebhookPlaces(endpoints.length),
    queryUrl,
    version: '1.2.3',
    clock: { now: () => now, sleep: async () => undefined },
    telemetry: { emit: (name, fields = {}) => void events.push({ name, fields }) },
    sent,
    events,
  };
}

function secretsIn(text: string | undefined): readonly Uint8Array[] {
  if (text === undefined) throw new SecretUnavailableError('ENOENT', undefined);
  return readSecrets(text);
}
