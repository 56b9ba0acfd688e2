import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ANSWERS_WITHIN_MS } from '../../shared/adapters/https/https-webhook-sender.ts';
import { CONCURRENCY } from '../../shared/use-cases/webhooks/webhook-places.ts';

const WEBHOOKS = readFileSync(join(import.meta.dirname, '..', '..', 'infra', 'webhooks.tf'), 'utf8');
const numberOf = (name: string) => Number(new RegExp(`^  ${name} += (\\d+)$`, 'm').exec(WEBHOOKS)?.[1]);

describe('deliver-webhooks, as Terraform has it', () => {
  it('takes as many requests at once as it shares out among webhooks', () => {
    expect(numberOf('concurrency')).toBe(CONCURRENCY);
  });

  it('waits for a receiver as long as its page says, and has time for a second try on a new connection', () => {
    expect(ANSWERS_WITHIN_MS).toBe(15_000);
    expect(numberOf('timeout_seconds') * 1_000).toBeGreaterThan(2 * ANSWERS_WITHIN_MS);
  });
});
