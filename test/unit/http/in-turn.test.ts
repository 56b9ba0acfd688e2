import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inTurn } from '../../../shared/http/in-turn.ts';

describe('large answers', () => {
  it('are made four at once, whatever they are of, and each in its own context', async () => {
    const large = inTurn();
    const caller = new AsyncLocalStorage<number>();
    let [now, most] = [0, 0];
    const make = async (kind: string) => {
      now += 1;
      most = Math.max(most, now);
      await setImmediate();
      now -= 1;
      return `${kind}${caller.getStore()}`;
    };
    const [list, show] = [large(make), large(make)];
    const asked = Array.from({ length: 40 }, (_, i) =>
      caller.run(i, () => (i % 2 === 0 ? list('list') : show('letter'))),
    );
    expect(await Promise.all(asked)).toEqual(asked.map((_, i) => `${i % 2 === 0 ? 'list' : 'letter'}${i}`));
    expect(most).toBe(4);
  });

  it('that fail make room for the next', async () => {
    const fail = inTurn()(async () => Promise.reject(new Error('broken off')));
    const asked = Array.from({ length: 20 }, () => fail(undefined));
    for (const one of asked) await expect(one).rejects.toThrow('broken off');
  });
});
