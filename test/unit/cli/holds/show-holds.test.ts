import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listHolds } from '../../../../cli/holds/show-holds.ts';
import { HOLD } from '../../../../shared/api/hold-examples.ts';
import { answer } from '../../client/scripted.ts';
import { scriptedCall } from '../jobs/call.ts';

const HOLDS = [
  HOLD.inForce,
  { ...HOLD.releasing, name: '*', origin: 'breaker', placedBy: null, reason: 'a\tb\u001b[2J' },
];

beforeEach(() => vi.stubEnv('NO_COLOR', '1').stubEnv('FORCE_COLOR', undefined));
afterEach(() => vi.unstubAllEnvs());

describe('holds list', () => {
  it('is tab-separated values in a pipe, whatever a gateway sends', async () => {
    const call = scriptedCall([answer(200, { holds: HOLDS })]);
    expect(await listHolds(call, {})).toBe(0);
    const { name, placedAt, until, operation } = HOLD.releasing;
    expect(call.sink.written().split('\n')).toEqual([
      `${name}\tin-force\t0\tops@acme.example\t${placedAt}\t${until}\t\t${HOLD.inForce.reason}`,
      `*\treleasing\t3\tbreaker\t${placedAt}\t${until}\t${operation}\ta\\tb\\u001b[2J`,
      '',
    ]);
  });

  it('is a table on a terminal, and says when nothing is held', async () => {
    const call = scriptedCall([answer(200, { holds: HOLDS })], 200);
    await listHolds(call, {});
    expect(call.sink.written().split('\n')[0]).toMatch(
      /NAME +STATE +HELD +PLACED BY +PLACED AT +UNTIL +OPERATION/,
    );
    const none = scriptedCall([answer(200, { holds: [] })]);
    await listHolds(none, {});
    expect(none.told).toEqual(['Nothing is held.']);
  });
});
