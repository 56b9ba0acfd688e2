/** WEBHOOKS and WEBHOOK_ALLOW_PRIVATE: where results are posted (docs/configuration.md, docs/webhooks.md). */
import * as z from 'zod';
import { addressRangeOf } from '../webhooks/address-ranges.ts';
import {
  MOST_WEBHOOKS,
  PAYLOADS,
  RESULT_STATUSES,
  WEBHOOK_NAME,
  type WebhookEndpoint,
} from '../webhooks/endpoint.ts';
import { faultOfUrl } from '../webhooks/endpoint-url.ts';

const MOST_VALUES = 20;

const NAME_RULE =
  'must be 1 to 30 characters: words of a-z and 0-9 with hyphens between them, a letter first';
const STATUS_RULE = `must be the status of a result: ${RESULT_STATUSES.join(', ')}`;
const JOB_TYPE_RULE = 'must be the name of a job type, 1 to 100 characters';
const TAG_RULE = 'must be written as name=value';
const FILE_RULE = 'must be the absolute path of a file, such as /secrets/webhook-crm/secret';
const PAYLOAD_RULE = 'must be full or thin';

/** Values of which a result has to have one. */
const values = (value: z.ZodType<string>) =>
  z.array(value).max(MOST_VALUES, `takes at most ${MOST_VALUES} values; an empty list takes all`).default([]);

/** @param secretFile what the path of a secret may be */
export const webhooksSchema = (secretFile: z.ZodType<string>) =>
  z
    .array(
      z.strictObject({
        name: z.string({ error: NAME_RULE }).regex(WEBHOOK_NAME, NAME_RULE),
        // The rest of its rules depends on another setting: `requireSafeUrls`.
        url: z.string({ error: 'must be an address such as https://crm.example.com/hook' }),
        secretFile,
        statuses: values(z.enum(RESULT_STATUSES, { error: STATUS_RULE })),
        jobTypes: values(z.string({ error: JOB_TYPE_RULE }).min(1, JOB_TYPE_RULE).max(100, JOB_TYPE_RULE)),
        tags: values(z.string({ error: TAG_RULE }).regex(/^[^=]+=/, TAG_RULE)),
        payload: z.enum(PAYLOADS, { error: PAYLOAD_RULE }).default('full'),
      }),
      { error: 'must be a list of webhooks' },
    )
    .max(MOST_WEBHOOKS, `takes at most ${MOST_WEBHOOKS} webhooks`)
    .superRefine(requireNamesOfTheirOwn);

export const WebhooksSchema = webhooksSchema(z.string({ error: FILE_RULE }).startsWith('/', FILE_RULE));

function requireNamesOfTheirOwn(
  webhooks: readonly { readonly name: string }[],
  issues: z.core.$RefinementCtx,
): void {
  for (const [i, { name }] of webhooks.entries())
    if (webhooks.findIndex((other) => other.name === name) !== i)
      issues.addIssue({
        code: 'custom',
        path: [i, 'name'],
        message: 'is the name of another webhook: each has its own',
      });
}

const CIDR_RULE = 'must be a range of addresses such as 10.1.0.0/16 or fd00:1::/32, its host bits zero';

/** Ranges that would be refused else. */
export const AllowPrivateSchema = z.array(
  z.string({ error: CIDR_RULE }).refine((text) => addressRangeOf(text) !== undefined, CIDR_RULE),
);

interface UrlConfig {
  readonly WEBHOOKS: readonly WebhookEndpoint[];
  readonly PUSH_AUTHENTICATION: string;
}

/** Plain HTTP is for one machine, where pushes carry no token either. */
export function requireSafeUrls(
  { WEBHOOKS, PUSH_AUTHENTICATION }: UrlConfig,
  issues: z.core.$RefinementCtx,
): void {
  for (const [i, { url }] of WEBHOOKS.entries()) {
    const fault = faultOfUrl(url, { local: PUSH_AUTHENTICATION === 'off' });
    if (fault !== undefined)
      issues.addIssue({ code: 'custom', path: ['WEBHOOKS', i, 'url'], message: fault });
  }
}
