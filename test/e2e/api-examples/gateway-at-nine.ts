/** A gateway at nine in the morning of the examples' day, and the requests of the examples. */
import { setImmediate } from 'node:timers/promises';
import { apiHandler } from '../../../local/stacks/api-handler.ts';
import type { EmbeddedWebhooks } from '../../../local/stacks/embedded-webhooks.ts';
import type { Call } from '../../../shared/api/call.ts';
import { CALLS } from '../../../shared/api/calls.ts';
import { DEAD_LETTER, REDRIVEN } from '../../../shared/api/dead-letter-examples.ts';
import { JOB, SUBMISSION } from '../../../shared/api/examples.ts';
import { openApi } from '../../../shared/api/openapi.ts';
import { WEBHOOK, WEBHOOK_TEST } from '../../../shared/api/webhook-examples.ts';
import { instant, later } from '../../../shared/jobs/instant.ts';
import type { Day } from '../../../shared/jobs/money/day.ts';
import type { Prices } from '../../../shared/jobs/money/prices.ts';
import type { Timestamp } from '../../../shared/protocol/timestamp.ts';
import { receiveResponse } from '../../../shared/use-cases/receive/receive-response.ts';
import { intakeMessage } from '../../../shared/use-cases/submit/intake-message.ts';
import { apiFunctions } from '../../api-functions.ts';
import { messageIdOf, received, type TestGateway, testGateway } from '../../fixtures.ts';
import { CRM } from '../../webhooks/context.ts';

const PRICES: Prices = new Map([
  ['enrichMobile', [{ amount: '0.40', currency: 'USD', from: '1970-01-01' as Day }]],
]);

const RATES = new Map([['enrichMobile', 2.5]]);

export const NINE = instant(Date.UTC(2026, 2, 1, 9));
const ANSWERED_AFTER_MS = 68_101;

export interface GatewayAtNine {
  readonly gateway: ReturnType<typeof testGateway>;
  readonly webhooks: EmbeddedWebhooks;
  readonly functions: ReturnType<typeof apiFunctions>;
  readonly api: ReturnType<typeof apiHandler>;
}

type GatewayOptions = Pick<NonNullable<Parameters<typeof testGateway>[0]>, 'budgets'>;

/** Its one budget, unless others are given, takes one job of one team. */
export function gatewayAtNine(
  document: () => unknown = openApi,
  { budgets = [{ name: 'emea', tag: 'team=none', per: 'month', limit: 1 }] }: GatewayOptions = {},
): GatewayAtNine {
  const gateway = { ...testGateway({ budgets }), prices: PRICES, dispatchRates: RATES };
  gateway.clock.time = NINE;
  const webhooks = webhooksOf(gateway);
  const functions = apiFunctions({ ...gateway, webhooks }, { document });
  return { gateway, webhooks, functions, api: apiHandler(functions) };
}

/** One, whose receiver takes its time. */
function webhooksOf({ clock }: Pick<TestGateway, 'clock'>): EmbeddedWebhooks {
  const { name, host, statuses, tags } = WEBHOOK;
  return {
    endpoints: [{ ...CRM, name, url: `https://${host}/hook`, statuses, tags }],
    secrets: { read: async () => [Buffer.alloc(32)] },
    sender: {
      post: async () => {
        clock.time = later(clock.time, WEBHOOK_TEST.ms);
        return { status: WEBHOOK_TEST.status };
      },
    },
  };
}

/** The submission of the examples has completed. */
export function withCompleted(): Promise<GatewayAtNine> {
  return withAnswered({});
}

/** The submission of the examples, or another, has ended, as its JobV2 but for some members says. */
export async function withAnswered(more: object, submitted: Differing = {}): Promise<GatewayAtNine> {
  const made = gatewayAtNine();
  await made.api(requestOf(CALLS.submitJob, submitted));
  await setImmediate();
  made.gateway.clock.time = later(NINE, ANSWERED_AFTER_MS);
  await receiveResponse(made.gateway, received(JSON.stringify({ ...JOB.completed.job, ...more })));
  return made;
}

/** The message of the examples was set aside. */
export async function withDeadLetter(): Promise<GatewayAtNine> {
  const made = gatewayAtNine();
  const { messageId, publishTime } = DEAD_LETTER.waiting;
  const { text, attributes } = DEAD_LETTER.full;
  await intakeMessage(made.gateway, {
    ...received(text, attributes),
    messageId: messageIdOf(messageId),
    publishTime: publishTime as Timestamp,
  });
  const [redrivenAs] = REDRIVEN.deadLetter.redrivenAs;
  Object.assign(made.gateway.published, { publish: async () => redrivenAs });
  return made;
}

interface Differing {
  /** Path and query. */
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The caller of each group. */
const CALLERS = {
  submitters: JOB.accepted.requestedBy,
  operators: JOB.retried.requestedBy,
  readers: null,
};

/** @returns the ID of a call's path, as its example has it */
function exampleId({ pathParameters }: Call): string {
  const [example] = (pathParameters?.shape['id']?.meta()?.['examples'] ?? []) as string[];
  return example ?? SUBMISSION.requestId;
}

/** @returns a request for a call, as its examples have it but for some parts */
export function requestOf(call: Call, { target, headers, body }: Differing = {}) {
  const [type, content] = Object.entries(call.body?.content ?? {})[0] ?? [];
  return {
    method: call.method,
    target: target ?? call.path.replace('{id}', exampleId(call)),
    headers: { ...(type && { 'content-type': type }), ...headers },
    caller: { email: CALLERS[call.callers], team: 'every' } as const,
    body: Buffer.from(body ?? (content ? JSON.stringify(content.example) : '')),
  };
}
