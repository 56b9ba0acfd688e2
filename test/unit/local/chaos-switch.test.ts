import { describe, expect, it } from 'vitest';
import { ChaosSwitch } from '../../../local/chaos-switch.ts';
import { VirtualClock } from '../../../local/clock.ts';
import { CHAOS, carry, ORDINARY } from '../../../local/misbehaviour.ts';

const WATCHED = { jitterMs: 500, longDelayMs: 60_000 };
const MESSAGES = Array.from({ length: 400 }, (_, i) => `message-${i}`);

async function arrivals({ misbehaviour }: ChaosSwitch): Promise<number> {
  const clock = new VirtualClock(0);
  let arrived = 0;
  for (const key of MESSAGES)
    carry({ kind: 'request', key, misbehaviour, clock }, () => {
      arrived += 1;
    });
  await clock.outside().sleep(60_500);
  return arrived;
}

describe('chaos that is switched', () => {
  it('holds for messages from then on, whoever has its misbehaviour', async () => {
    const chaos = new ChaosSwitch(false, WATCHED);
    expect(chaos.isOn).toBe(false);
    expect(chaos.misbehaviour).toEqual({ ...ORDINARY, ...WATCHED });
    expect(await arrivals(chaos)).toBe(MESSAGES.length);
    const { misbehaviour } = chaos;
    chaos.turn(true);
    expect(misbehaviour).toEqual({ ...CHAOS, ...WATCHED });
    // A tenth of them is lost, and a third comes twice.
    expect(await arrivals(chaos)).not.toBe(MESSAGES.length);
    chaos.turn(false);
    expect(misbehaviour).toEqual({ ...ORDINARY, ...WATCHED });
    expect(await arrivals(chaos)).toBe(MESSAGES.length);
  });

  it('may be on from the beginning', () => {
    expect(new ChaosSwitch(true).misbehaviour).toEqual(CHAOS);
  });
});
