import { describe, expect, it } from 'vitest';
import { webhookAddress, webhooksFor, webhooksInWords } from '../../../../cli/dev/webhooks-to-try.ts';
import { readSecrets } from '../../../../shared/webhooks/webhook-secret.ts';

const HOOK = 'http://localhost:3000/hook';

describe('--webhook', () => {
  it('is given as often as there are receivers, ten times at most', () => {
    expect(webhookAddress(HOOK)).toEqual([HOOK]);
    expect(webhookAddress('https://localhost:8443', [HOOK])).toEqual([HOOK, 'https://localhost:8443']);
    expect(() => webhookAddress(HOOK, Array(10).fill(HOOK))).toThrow('There are at most 10.');
  });

  it.each([
    'localhost:3000',
    'ftp://localhost',
    'http://me:s3cret@localhost',
  ])('refuses %s with the remedy', (text) => {
    expect(() => webhookAddress(text)).toThrow(/^It must /);
    expect(() => webhookAddress(text)).not.toThrow('s3cret');
  });
});

describe('a webhook to try', () => {
  it('has a name and a secret of its own, and is told with the line that verifies it', () => {
    const webhooks = webhooksFor([HOOK, 'http://127.0.0.1/other']);
    expect(webhooks.map(({ name, url }) => [name, url])).toEqual([
      ['webhook-1', HOOK],
      ['webhook-2', 'http://127.0.0.1/other'],
    ]);
    const [one = '', other = ''] = webhooks.map(({ secret }) => secret);
    expect(one).not.toBe(other);
    expect(readSecrets(`${one} ${other}`)).toHaveLength(2);
    const words = webhooksInWords(webhooks, 'http://localhost:8080');
    expect(words).toContain(`Results are posted to ${HOOK}, signed with ${one}`);
    expect(words).toContain(
      `WEBHOOK_SECRET=${one} npx node examples/webhook-receiver/receive-results.ts 3000 `,
    );
    expect(words).toContain('receive-results.ts 80 ');
    expect(words).toContain('curl -X POST http://localhost:8080/v1/webhooks/webhook-2:test');
  });
});
