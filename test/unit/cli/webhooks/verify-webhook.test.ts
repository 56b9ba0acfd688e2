import { describe, expect, it } from 'vitest';
import { verifyWebhook } from '../../../../cli/webhooks/verify-webhook.ts';
import { readSecrets } from '../../../../shared/webhooks/webhook-secret.ts';
import { signatureOf } from '../../../../shared/webhooks/webhook-signature.ts';
import { commandLine } from '../../../e2e/command-line.ts';
import { SECRETS } from '../../../webhooks/judge.ts';

const { run } = commandLine();

const TIME = 1_772_355_600;
const NOW = TIME * 1_000;
const BODY = '{"type":"job.completed","name":"Łukasz"}';
const [A = '', B = ''] = SECRETS;
const secrets = readSecrets(`${A} ${B}`);

function captured(secret: string, body = BODY, more: Record<string, string> = {}): string {
  const id = 'msg_tngsx-8pLjy89KVSxNwJ9bMNlq';
  const signature = signatureOf({ id, timestamp: TIME, body: Buffer.from(body) }, readSecrets(secret));
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(TIME),
    'webhook-signature': signature,
    ...more,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST /hook HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}
const verify = (text: string, now = NOW) => verifyWebhook(Buffer.from(text), secrets, now);

describe('webhooks verify', () => {
  it('says which secret a request was signed with', () => {
    expect(verify(captured(A))).toBe(
      'It is genuine: msg_tngsx-8pLjy89KVSxNwJ9bMNlq, signed with secret 1 of 2.',
    );
    expect(verify(captured(B))).toContain('with secret 2 of 2.');
    expect(verify(captured(`${SECRETS[2]} ${B}`))).toContain('with secret 2 of 2.');
    expect(verifyWebhook(Buffer.from(captured(A)), readSecrets(A), NOW)).toContain('with the secret.');
  });

  it('tells of a time that receivers refuse', () => {
    expect(verify(captured(A), NOW + 300_000)).not.toContain('was signed');
    expect(verify(captured(A), NOW + 3_600_000)).toContain('It was signed 3600 s ago: a receiver refuses');
    expect(verify(captured(A), NOW - 301_000)).toContain('It was signed 301 s ahead');
  });

  it('passes over the line break that a file ends with', () => {
    expect(verify(`${captured(A)}\r\n`)).toContain(
      'The line break at the end of the file is none of its body.',
    );
  });

  it.each([
    ['another secret', captured(SECRETS[2] ?? ''), 'The signature does not match.'],
    ['another body', captured(A).replace('job.completed', 'job.failed'), 'The signature does not match.'],
    ['a body that was written again', captured(A).replace(',"', ', "'), 'The signature does not match.'],
    [
      'another time',
      captured(A, BODY, { 'webhook-timestamp': '1772355601' }),
      'The signature does not match.',
    ],
    ['no signature', captured(A, BODY, { 'webhook-signature': '' }), 'It has no webhook-signature'],
    ['no headers', `\n\n${BODY}`, 'It has no webhook-id, no webhook-timestamp, no webhook-signature'],
    ['a time that is none', captured(A, BODY, { 'webhook-timestamp': 'now' }), 'must be a number of seconds'],
    ['no blank line', BODY, 'There is no blank line between headers and body'],
  ])('refuses %s, and says why', (_kind, text, why) => {
    expect(() => verify(text)).toThrow(why);
    expect(() => verify(text)).toThrow(expect.objectContaining({ exitCode: 1 }));
  });

  it('shows an ID, and does not obey it', () => {
    expect(() => verify(captured(A, BODY, { 'webhook-id': '\u001b[31m' }))).toThrow('does not match');
  });

  it('needs a secret that is one, and does not repeat it', async () => {
    const ran = await run('webhooks', 'verify', '--secret', 's3cret');
    expect(ran).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--secret must hold one to three'),
    });
    expect(ran.stderr).not.toContain('s3cret');
  });
});
