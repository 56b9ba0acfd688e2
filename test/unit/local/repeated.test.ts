import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../local/clock.ts';
import { Repeated } from '../../../local/repeated.ts';

const SECOND = 1_000;

function repeating(turn: (at: number) => Promise<number>) {
  const clock = new VirtualClock(0);
  const at: number[] = [];
  const faults: unknown[] = [];
  const repeated = new Repeated({
    clock,
    turn: () => {
      at.push(clock.now());
      return turn(clock.now());
    },
    onFault: (error) => void faults.push(error),
  });
  return { repeated, at, faults, pass: (ms: number) => clock.outside().sleep(ms) };
}

describe('repeated work', () => {
  it('waits as each turn says, from its end on', async () => {
    const { repeated, at, pass } = repeating(async () => 10 * SECOND);
    await pass(35 * SECOND);
    expect(at).toEqual([0, 10, 20, 30].map((seconds) => seconds * SECOND));
    await repeated.end();
    await pass(60 * SECOND);
    expect(at).toHaveLength(4);
  });

  it('goes on after a fault, and tells of it', async () => {
    const fault = new Error('Ours.');
    const { at, faults, pass } = repeating(async (now) => {
      if (now === 0) throw fault;
      return 60 * SECOND;
    });
    await pass(11 * SECOND);
    expect([at, faults]).toEqual([[0, 10 * SECOND], [fault]]);
  });

  it('ends with the turn that is at work', async () => {
    const work = Promise.withResolvers<number>();
    const { repeated, at } = repeating(() => work.promise);
    let hasEnded = false;
    const ending = repeated.end().then(() => {
      hasEnded = true;
    });
    await new Promise(setImmediate);
    expect(hasEnded).toBe(false);
    work.resolve(0);
    await ending;
    expect(at).toEqual([0]);
  });
});
