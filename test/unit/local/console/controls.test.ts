import { afterAll, describe, expect, it } from 'vitest';
import { ChaosSwitch } from '../../../../local/chaos-switch.ts';
import { withBesideCalls } from '../../../../local/console/beside-api.ts';
import { controlCalls } from '../../../../local/console/controls.ts';
import { MovableClock } from '../../../../local/movable-clock.ts';
import { json } from '../../../../shared/http/http.ts';
import { SILENT } from '../../../../shared/telemetry/log-events.ts';

const HOURS_MS = 6 * 3_600_000;
const clocks: MovableClock[] = [];
afterAll(() => {
  for (const clock of clocks) clock.stop();
});

function controlled(keepsTime?: string) {
  const chaos = new ChaosSwitch(false);
  const clock = new MovableClock();
  clocks.push(clock);
  const handler = withBesideCalls(
    async () => json(404, {}),
    controlCalls({ chaos, clock, keepsTime }),
    SILENT,
  );
  const call = async (method: string, name: string, body: unknown = '') => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const target = `/console/${name}`;
    const answer = await handler({ method, target, headers: {}, body: Buffer.from(text) });
    return { status: answer.status, ...JSON.parse(answer.body) };
  };
  return { chaos, clock, call };
}

describe('controls', () => {
  it('say how it is, turn chaos on and off, and move time ahead', async () => {
    const { chaos, clock, call } = controlled();
    const state = { status: 200, chaos: false, aheadMs: 0, canMoveClock: true };
    expect(await call('GET', 'controls')).toEqual(state);
    expect(await call('POST', 'controls:chaos', { on: true })).toEqual({ ...state, chaos: true });
    expect(chaos.misbehaviour.lost).toBeGreaterThan(0);
    expect(await call('POST', 'controls:chaos', { on: false })).toEqual(state);
    expect(await call('POST', 'controls:clock', { ms: HOURS_MS })).toEqual({ ...state, aheadMs: HOURS_MS });
    expect(await call('POST', 'controls:clock', { ms: 1 })).toMatchObject({ aheadMs: HOURS_MS + 1 });
    expect(clock.now()).toBeGreaterThan(Date.now() + HOURS_MS);
  });

  it.each([
    ['controls:chaos', '', 400, 'Send {"on":true}'],
    ['controls:chaos', { on: 'true' }, 422, 'Send {"on":true}'],
    ['controls:clock', '{', 400, 'Send {"ms":N}'],
    ['controls:clock', { ms: 0 }, 422, 'from 1 to 2678400000'],
    ['controls:clock', { ms: -1 }, 422, 'from 1 to 2678400000'],
    ['controls:clock', { ms: 1.5 }, 422, 'whole milliseconds'],
    ['controls:clock', { ms: 31 * 86_400_000 + 1 }, 422, 'send it several times'],
    ['controls:clock', { ms: '1' }, 422, 'whole milliseconds'],
    ['controls:clock', { ms: 1, unit: 'h' }, 422, 'Send {"ms":N}'],
  ])('refuse a body of %s that is not as it says: %j', async (name, body, status, detail) => {
    const { clock, chaos, call } = controlled();
    const refused = await call('POST', name, body);
    expect(refused).toMatchObject({ status, detail: expect.stringContaining(detail) });
    expect([clock.aheadMs, chaos.isOn]).toEqual([0, false]);
  });

  it('say why the clock must stay as it is', async () => {
    const { clock, call } = controlled('Jobs are kept.');
    expect(await call('GET', 'controls')).toMatchObject({ canMoveClock: false });
    expect(await call('POST', 'controls:clock', { ms: 1 })).toMatchObject({
      status: 422,
      detail: 'Jobs are kept.',
    });
    expect(clock.aheadMs).toBe(0);
  });
});
