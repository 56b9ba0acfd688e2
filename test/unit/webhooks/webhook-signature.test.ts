import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSecrets } from '../../../shared/webhooks/webhook-secret.ts';
import { signatureOf, webhookIdOf } from '../../../shared/webhooks/webhook-signature.ts';
import { SECRETS, verified } from '../../webhooks/judge.ts';

/** The example of the specification, and the library's own. */
const GOLDEN = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  signed: {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: 1_614_265_330,
    body: Buffer.from('{"test": 2432232314}'),
  },
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

describe('a signature', () => {
  it('is that of the specification', () => {
    expect(signatureOf(GOLDEN.signed, readSecrets(GOLDEN.secret))).toBe(GOLDEN.signature);
  });

  it.each([1, 2, 3])('of %i secrets is accepted by the library under each, and under no other', (count) => {
    const used = SECRETS.slice(0, count);
    const body = Buffer.from('{"type":"job.completed","n":12345678901234567890}');
    const signed = { id: webhookIdOf('lead-1/completed'), timestamp: 1_772_323_200, body };
    const headers = {
      'webhook-id': signed.id,
      'webhook-timestamp': String(signed.timestamp),
      'webhook-signature': signatureOf(signed, readSecrets(used.join('\n'))),
    };
    for (const secret of used)
      expect(verified(secret, { headers, body })).toMatchObject({ type: 'job.completed' });
    const other = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
    expect(() => verified(other, { headers, body })).toThrow('No matching signature');
    const changed = Buffer.from(body.toString().replace('completed', 'Completed'));
    expect(() => verified(SECRETS[0] ?? '', { headers, body: changed })).toThrow('No matching signature');
    expect(headers['webhook-signature'].split(' ')).toHaveLength(count);
  });
});

describe('a webhook-id', () => {
  it('is the same for the same key, another for another, and has no dot in it', () => {
    const key = fc.string({ minLength: 1, unit: fc.constantFrom('.', '/', '~', 'a', 'é', '\n') });
    const seen = new Map<string, string>();
    fc.assert(
      fc.property(key, (dedupKey) => {
        const id = webhookIdOf(dedupKey);
        expect(id).toMatch(/^msg_[\w-]{26}$/);
        expect(webhookIdOf(dedupKey)).toBe(id);
        expect(seen.get(id) ?? dedupKey).toBe(dedupKey);
        seen.set(id, dedupKey);
      }),
    );
  });

  it('stays what it was: receivers keep it', () => {
    expect(webhookIdOf('contact-1_enrichMobile_1/completed')).toBe('msg_tngsx-8pLjy89KVSxNwJ9bMNlq');
  });
});
