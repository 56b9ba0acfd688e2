import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { showBudgets } from '../../../../cli/budgets/command.ts';
import { BUDGET_LIST } from '../../../../shared/api/money-examples.ts';
import { answer } from '../../client/scripted.ts';
import { scriptedCall } from '../jobs/call.ts';

const COUNTED = /^Counted at 2026-03-01T09:00:00.000Z\. The gateway counts anew after 10 seconds/;

beforeEach(() => vi.stubEnv('NO_COLOR', '1').stubEnv('FORCE_COLOR', undefined));
afterEach(() => vi.unstubAllEnvs());

describe('budgets', () => {
  it('is a table with a bar on a terminal', async () => {
    const call = scriptedCall([answer(200, BUDGET_LIST)], 200);
    expect(await showBudgets(call, {})).toBe(0);
    expect(call.sink.written().split('\n')).toEqual([
      expect.stringMatching(
        /^NAME +TAG +JOB TYPE +PERIOD +USE +USED +CHARGED +LIMIT +LEFT +PROJECTED +AT +RENEWS AT$/,
      ),
      expect.stringMatching(
        /^emea-daily +team=emea +2026-03-01 +████▒▒·{14} +6 +4 +20 +14 +16 +hold +2026-03-02T00:00:00.000Z$/,
      ),
      expect.stringMatching(/^all +2026-03 +█·{19} +8 +5 +1000 +992 +reject +2026-04-01T00:00:00.000Z$/),
      '',
    ]);
    expect(call.told).toEqual([expect.stringMatching(COUNTED)]);
  });

  it('is tab-separated values in a pipe, without a bar', async () => {
    const call = scriptedCall([answer(200, BUDGET_LIST)]);
    await showBudgets(call, {});
    expect(call.sink.written().split('\n')[0]?.split('\t')).toEqual([
      'emea-daily',
      'team=emea',
      '',
      '2026-03-01',
      ...['6', '4', '20', '14', '16'],
      'hold',
      '2026-03-02T00:00:00.000Z',
    ]);
  });

  it('is JSON where that is asked for', async () => {
    const call = scriptedCall([answer(200, BUDGET_LIST)]);
    await showBudgets(call, { json: ['name', 'left'] });
    expect(JSON.parse(call.sink.written())).toEqual([
      { name: 'emea-daily', left: 14 },
      { name: 'all', left: 992 },
    ]);
  });

  it('is coloured where nothing is left, or would be at this pace', async () => {
    vi.stubEnv('NO_COLOR', undefined).stubEnv('FORCE_COLOR', '1');
    const [one] = BUDGET_LIST.budgets;
    const shown = async (more: object) => {
      const call = scriptedCall([answer(200, { ...BUDGET_LIST, budgets: [{ ...one, ...more }] })], 200);
      await showBudgets(call, {});
      return call.sink.written();
    };
    expect(await shown({ used: 20, left: 0 })).toContain('\u001b[31m0\u001b[39m');
    expect(await shown({ projected: 21 })).toContain('\u001b[33m14\u001b[39m');
    for (const colour of ['\u001b[31m', '\u001b[33m'])
      expect(await shown({ projected: 20 })).not.toContain(colour);
  });

  it('says when there are none', async () => {
    const call = scriptedCall([answer(200, { ...BUDGET_LIST, budgets: [] })]);
    await showBudgets(call, {});
    expect(call.told).toEqual(['There are no budgets, or none that this account may see.']);
  });
});
