import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { unlessAborted } from '../../../../cli/enrich/unless-aborted.ts';

const NEVER = new Promise<never>(() => undefined);

describe('work that may be broken off', () => {
  it('comes to what it comes to', async () => {
    const { signal } = new AbortController();
    expect(await unlessAborted(Promise.resolve(7), signal)).toBe(7);
    await expect(unlessAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
  });

  it('comes to nothing as soon as it is broken off, however long it takes', async () => {
    const controller = new AbortController();
    const work = unlessAborted(NEVER, controller.signal);
    controller.abort();
    expect(await work).toBeUndefined();
  });

  it('comes to nothing when it was broken off before', async () => {
    expect(await unlessAborted(NEVER, AbortSignal.abort())).toBeUndefined();
    expect(await unlessAborted(Promise.resolve(7), AbortSignal.abort())).toBeUndefined();
  });

  it.each([
    ['before it is waited for', () => AbortSignal.abort()],
    ['while it is waited for', () => AbortSignal.timeout(1)],
  ])('may fail after it was broken off %s, which then is no news', async (_when, brokenOff) => {
    const unheard: unknown[] = [];
    const hear = (error: unknown) => unheard.push(error);
    process.on('unhandledRejection', hear);
    const failing = async () => {
      await sleep(50);
      throw new Error('too late');
    };
    expect(await unlessAborted(failing(), brokenOff())).toBeUndefined();
    await sleep(100);
    process.off('unhandledRejection', hear);
    expect(unheard).toEqual([]);
  });

  it('leaves no listener on the signal, of which there is one for a whole list', async () => {
    const { signal } = new AbortController();
    const added: object[] = [];
    const addEventListener = signal.addEventListener.bind(signal);
    signal.addEventListener = (...given: Parameters<typeof addEventListener>) => {
      added.push(given[2] as object);
      addEventListener(...given);
    };
    await unlessAborted(Promise.resolve(7), signal);
    expect(added).toMatchObject([{ signal: { aborted: true } }]);
  });
});
