import type { LookupFunction } from 'node:net';
import { describe, expect, it } from 'vitest';
import { guardedAgents } from '../../../../shared/adapters/https/guarded-agents.ts';
import { HttpsWebhookSender } from '../../../../shared/adapters/https/https-webhook-sender.ts';
import { sharedLookup } from '../../../../shared/adapters/https/shared-lookup.ts';

type Tell = Parameters<LookupFunction>[2];

/** A lookup that waits until it is told what to say. */
function waitingLookup() {
  const asked: { readonly name: string; readonly tell: Tell }[] = [];
  const lookup: LookupFunction = (name, _options, tell) => void asked.push({ name, tell });
  return { asked, lookup };
}

const ADDRESSES = [{ address: '10.0.0.1', family: 4 }];

describe('a name', () => {
  it('is looked up once for all that ask at the same time, and anew for those after them', () => {
    const { asked, lookup } = waitingLookup();
    const shared = sharedLookup(lookup);
    const told: unknown[] = [];
    const ask = (name: string, all = true) => shared(name, { all }, (...answer) => told.push(answer));
    for (let i = 0; i < 3; i += 1) ask('hangs.example');
    ask('other.example');
    ask('hangs.example', false);
    expect(asked.map(({ name }) => name)).toEqual(['hangs.example', 'other.example', 'hangs.example']);
    asked[0]?.tell(null, ADDRESSES);
    expect(told).toEqual(Array(3).fill([null, ADDRESSES]));
    ask('hangs.example');
    expect(asked).toHaveLength(4);
  });

  it('that is not found is not found for all that asked', () => {
    const { asked, lookup } = waitingLookup();
    const shared = sharedLookup(lookup);
    const errors: unknown[] = [];
    const missing = Object.assign(new Error('none'), { code: 'ENOTFOUND' });
    for (let i = 0; i < 2; i += 1) shared('none.example', {}, (error) => errors.push(error));
    asked[0]?.tell(missing, '');
    expect(errors).toEqual([missing, missing]);
  });

  it('whose servers hang takes one lookup, however many webhooks wait for it', async () => {
    const { asked, lookup } = waitingLookup();
    const agents = guardedAgents({ allowed: [], lookup });
    const sender = new HttpsWebhookSender({ agents, answersWithinMs: 50 });
    const request = { url: 'https://hangs.example/', headers: {}, body: Buffer.from('{}') };
    const answers = await Promise.all(Array.from({ length: 8 }, () => sender.post(request)));
    expect(answers).toEqual(Array(8).fill({ error: 'TIMEOUT' }));
    expect(asked).toHaveLength(1);
    asked[0]?.tell(null, ADDRESSES);
    agents.close();
  });
});
