/** That the faults do what they are named for: a world in which nothing happens proves nothing. */
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../local/clock.ts';
import { empty, type HttpResponse } from '../../shared/http/http.ts';
import { publishedRecord, START, testGateway } from '../fixtures.ts';
import { Faults, type Kind } from './faults.ts';

const REQUEST = { method: 'POST', target: '/', headers: {}, body: Buffer.alloc(0) };

/**
 * Two calls of receive-responses and one of sweep-jobs at the same moment, each with one write; the last
 * write goes wrong.
 */
async function strike(kind: Kind) {
  const clock = new VirtualClock(START);
  const gateway = testGateway();
  const answered: string[] = [];
  const faults = new Faults(clock, { seed: seedOf(kind), share: 1, only: new Set([3]) });
  const call = (name: 'receive-responses' | 'sweep-jobs', id: string) => {
    const own = faults.context({ ...gateway, clock });
    const handler = faults.handler(async (): Promise<HttpResponse> => {
      await own.store.create(publishedRecord(id));
      return empty(204);
    }, name);
    void handler(REQUEST).then(
      () => answered.push(id),
      () => answered.push(`${id} failed`),
    );
  };
  call('receive-responses', 'beside');
  call('sweep-jobs', 'elsewhere');
  call('receive-responses', 'struck');
  await clock.outside().sleep(60_000);
  expect(faults.injected.map((fault) => fault.kind)).toEqual([kind]);
  return {
    answered: answered.toSorted(),
    stored: gateway.store
      .records()
      .map(({ requestId }) => requestId)
      .toSorted(),
  };
}

/** A seed whose third call, a create, goes wrong in this way. */
function seedOf(kind: Kind): string {
  const clock = new VirtualClock(START);
  const seeds = Array.from({ length: 200 }, (_, i) => `seed-${i}`);
  const found = seeds.find((seed) => {
    const faults = new Faults(clock, { seed, share: 1, only: new Set([3]) });
    const { store } = faults.context({ ...testGateway(), clock });
    void store.create(publishedRecord('a'));
    void store.create(publishedRecord('b'));
    void store.create(publishedRecord('c')).catch(() => undefined);
    return faults.injected[0]?.kind === kind;
  });
  return found ?? expect.unreachable(`No seed has ${kind}.`);
}

describe('a fault', () => {
  it.each<[Kind, string[], string[]]>([
    ['crash-before', ['elsewhere'], ['elsewhere']],
    ['redeploy', [], []],
    ['error-before', ['beside', 'elsewhere', 'struck failed'], ['beside', 'elsewhere']],
    ['error-after', ['beside', 'elsewhere', 'struck failed'], ['beside', 'elsewhere', 'struck']],
  ])('%s leaves answered and stored what it should', async (kind, answered, stored) => {
    expect(await strike(kind)).toEqual({ answered, stored });
  });

  it('crash-after has taken effect, and its caller hears nothing', async () => {
    const { answered, stored } = await strike('crash-after');
    expect(stored).toContain('struck');
    expect(answered).not.toContain('struck');
    expect(answered).toContain('elsewhere');
  });
});
