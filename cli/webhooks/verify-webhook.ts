/** `webhooks verify`: whether a request that was captured is one of ours, and what is wrong with it else. */

import { buffer } from 'node:stream/consumers';
import { type Command, Option } from 'commander';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { readSecrets, type WebhookSecret, WebhookSecretError } from '../../shared/webhooks/webhook-secret.ts';
import { signatureOf } from '../../shared/webhooks/webhook-signature.ts';
import { DONE, exitCodesHelp, FAULT, VERIFY_CODES } from '../exit-codes.ts';
import { visible } from '../output/printable.ts';
import { UserError } from '../output/user-error.ts';
import { type CapturedRequest, readRequest } from './captured-request.ts';

const HEADERS = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;
/** Seconds by which receivers let the time differ, as libraries of Standard Webhooks have it. */
const TOLERANCE = 300;

export function addVerifyWebhook(webhooks: Command): void {
  webhooks
    .command('verify')
    .description(
      'see whether a request on standard input, headers and body as they came, was signed with a secret',
    )
    .addOption(
      new Option('--secret <secret>', 'one to three, with blanks between them').env('WEBHOOK_SECRET'),
    )
    .addHelpText('after', exitCodesHelp(VERIFY_CODES))
    .action(async ({ secret }: { readonly secret?: string }) => {
      const secrets = secretsOf(secret);
      if (process.stdin.isTTY) throw new UserError('Give it the request: webhooks verify < request.txt.');
      const told = verifyWebhook(await buffer(process.stdin), secrets, systemClock.now());
      process.stdout.write(`${told}\n`);
      process.exitCode = DONE;
    });
}

function secretsOf(text: string | undefined): readonly WebhookSecret[] {
  if (text === undefined) throw new UserError('Give it the secret with --secret, or in WEBHOOK_SECRET.');
  try {
    return readSecrets(text);
  } catch (error) {
    if (error instanceof WebhookSecretError) throw new UserError(`--secret ${error.message}.`);
    throw error;
  }
}

/**
 * @param now epoch milliseconds
 * @returns what is said of a genuine request
 * @throws UserError that says why any other is none
 */
export function verifyWebhook(bytes: Buffer, secrets: readonly WebhookSecret[], now: number): string {
  const request = readRequest(bytes);
  if (!request)
    throw new UserError(
      'There is no blank line between headers and body: give it both, as they came.',
      FAULT,
    );
  const missing = HEADERS.filter((name) => !request.headers[name]);
  if (missing.length > 0)
    throw new UserError(
      `It has no ${missing.join(', no ')}: it is no webhook, or lost them on its way.`,
      FAULT,
    );
  const timestamp = Number(request.headers['webhook-timestamp']);
  if (!Number.isSafeInteger(timestamp))
    throw new UserError('webhook-timestamp must be a number of seconds since 1970.', FAULT);
  const found = match(request, timestamp, secrets);
  if (!found) throw new UserError(NOT_GENUINE, FAULT);
  const of = secrets.length === 1 ? 'the secret' : `secret ${found.secret + 1} of ${secrets.length}`;
  const id = visible(request.headers['webhook-id'] ?? '');
  return [
    `It is genuine: ${id}, signed with ${of}.`,
    ...found.notes,
    ...aboutTime(now / 1_000 - timestamp),
  ].join('\n');
}

const NOT_GENUINE =
  'The signature does not match. It is of another secret; or the body is not what was sent: it has to be the very ' +
  'bytes, and not JSON that was parsed and written again, nor text that was decoded.';

interface Match {
  /** Which of the secrets. */
  readonly secret: number;
  readonly notes: readonly string[];
}

/** A file ends with a line break that the body had not; it is tried without as well. */
function match(
  request: CapturedRequest,
  timestamp: number,
  secrets: readonly WebhookSecret[],
): Match | undefined {
  const { headers, body } = request;
  const given = (headers['webhook-signature'] ?? '').split(' ');
  const trimmed = body.subarray(0, body.toString('latin1').trimEnd().length);
  const bodies = [
    { body, notes: [] },
    { body: trimmed, notes: ['The line break at the end of the file is none of its body.'] },
  ];
  for (const { body: one, notes } of bodies) {
    const signed = { id: headers['webhook-id'] ?? '', timestamp, body: one };
    const secret = secrets.findIndex((key) => given.includes(signatureOf(signed, [key])));
    if (secret >= 0) return { secret, notes };
  }
  return undefined;
}

function aboutTime(secondsAgo: number): string[] {
  if (Math.abs(secondsAgo) <= TOLERANCE) return [];
  const when = secondsAgo > 0 ? 'ago' : 'ahead';
  return [
    `It was signed ${Math.round(Math.abs(secondsAgo))} s ${when}: a receiver refuses what is more than ${TOLERANCE} s away.`,
  ];
}
