import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  NEW_SECRET_BYTES,
  readSecrets,
  secretText,
  WebhookSecretError,
} from '../../../shared/webhooks/webhook-secret.ts';

const secret = (bytes: number, fill = 1) => secretText(Buffer.alloc(bytes, fill));

describe('the secrets of a webhook', () => {
  it('are one to three, in their order, with any white space between and around them', () => {
    const [a, b, c] = [secret(24, 1), secret(32, 2), secret(64, 3)];
    expect(readSecrets(a)).toEqual([Buffer.alloc(24, 1)]);
    expect(readSecrets(` ${a}\n${b}\t\r\n${c}\n`)).toEqual([
      Buffer.alloc(24, 1),
      Buffer.alloc(32, 2),
      Buffer.alloc(64, 3),
    ]);
  });

  it.each([
    ['nothing', ''],
    ['white space', ' \n'],
    ['four', Array(4).fill(secret(32)).join(' ')],
    ['too short a one', secret(23)],
    ['too long a one', secret(65)],
    ['one without its prefix', secret(32).slice('whsec_'.length)],
    ['one with another prefix', secret(32).replace('whsec_', 'whsk_')],
    ['one with a capital prefix', secret(32).replace('whsec_', 'WHSEC_')],
    ['one that is cut off', secret(32).slice(0, -1)],
    ['one in the alphabet of URLs', secretText(Buffer.alloc(33, 255)).replaceAll('/', '_')],
    ['one with a stray character', secret(33).replace('A', '*')],
    ['a good one and a bad one', `${secret(32)} secret`],
    ['ones between commas', `${secret(32)},${secret(32, 2)}`],
    ['a JSON string', JSON.stringify(secret(32))],
  ])('are not %s', (_kind, text) => {
    expect(() => readSecrets(text)).toThrow(WebhookSecretError);
  });

  it('are never repeated by what refuses them', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4 }), (text) => {
        try {
          readSecrets(`CANARY${text}`);
        } catch (error) {
          expect((error as Error).message).not.toContain('CANARY');
          expect((error as Error).message).toContain('webhooks new-secret');
          return;
        }
        expect.unreachable();
      }),
    );
  });

  it('are read as they were made', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 24, maxLength: 64 }), (bytes) => {
        expect(Buffer.from(readSecrets(secretText(bytes))[0] ?? [])).toEqual(Buffer.from(bytes));
      }),
    );
    expect(readSecrets(secret(NEW_SECRET_BYTES))).toHaveLength(1);
  });
});
