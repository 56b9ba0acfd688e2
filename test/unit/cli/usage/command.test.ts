import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { showUsage } from '../../../../cli/usage/command.ts';
import { USAGE } from '../../../../shared/api/money-examples.ts';
import { answer } from '../../client/scripted.ts';
import { scriptedCall } from '../jobs/call.ts';

beforeEach(() => vi.stubEnv('NO_COLOR', '1').stubEnv('FORCE_COLOR', undefined));
afterEach(() => vi.unstubAllEnvs());

const written = async (usage: object, options: Parameters<typeof showUsage>[1] = {}, width?: number) => {
  const call = scriptedCall([answer(200, usage)], width);
  expect(await showUsage(call, options)).toBe(0);
  return { text: call.sink.written(), told: call.told, requests: call.requests };
};
const COUNTED = expect.stringMatching(/^Counted at 2026-03-01T09:00:00.000Z\./);

describe('usage', () => {
  it('is a table on a terminal, with the total as its last row', async () => {
    const { text, told } = await written(USAGE, {}, 200);
    expect(text.split('\n')).toEqual([
      expect.stringMatching(
        /^PERIOD +JOB TYPE +DIMENSION +ACCEPTED +COMPLETED +WAITING +CHARGED +AMOUNT +CURRENCY$/,
      ),
      expect.stringMatching(/^2026-03 +enrichMobile +team=emea +7 +4 +2 +4 +1.60 +USD$/),
      expect.stringMatching(/^2026-03 +enrichMobile +none +2 +1 +1 +1 +0.40 +USD$/),
      expect.stringMatching(/^2026-03 +enrichMobile +external +0 +0 +0 +1 +0.40 +USD$/),
      expect.stringMatching(/^total +9 +5 +3 +6 +2.40 +USD$/),
      '',
    ]);
    expect(told).toEqual([COUNTED]);
  });

  it.each([
    ['2026-04', true],
    ['2026-03-02', true],
    ['2026-03-01', false],
    ['2026-02', false],
  ])('says of %s whether it has not begun', async (period, isToCome) => {
    const { told } = await written({ ...USAGE, period });
    const line = `${period} has not begun (UTC), so that nothing of it is counted: is it the period that is meant?`;
    expect(told).toEqual([...(isToCome ? [line] : []), COUNTED]);
  });

  it('is tab-separated values in a pipe, in which all and others are words', async () => {
    const rows = [
      { ...USAGE.rows[0], jobType: null },
      { ...USAGE.rows[0], jobType: '*', dimension: '*' },
    ];
    const { text } = await written({ ...USAGE, rows });
    expect(text.split('\n').map((line) => line.split('\t').slice(0, 3))).toEqual([
      ['2026-03', 'others', 'team=emea'],
      ['2026-03', 'all', 'all'],
      ['total', '', ''],
      [''],
    ]);
  });

  it('is CSV for a spreadsheet, with a header and nothing that it would compute', async () => {
    const dimension = '@SUM(1),"a"=b\u001b';
    const { text } = await written({ ...USAGE, rows: [{ ...USAGE.rows[0], dimension }] }, { csv: true });
    expect(text).not.toContain('\u001b');
    expect(parse(text, { columns: true })).toEqual([
      {
        period: '2026-03',
        jobType: 'enrichMobile',
        dimension: '\'@SUM(1),"a"=b\\u001b',
        accepted: '7',
        completed: '4',
        waiting: '2',
        charged: '4',
        amount: '1.60',
        currency: 'USD',
      },
      expect.objectContaining({ period: 'total', jobType: '', dimension: '', charged: '6', amount: '2.40' }),
    ]);
  });

  it('is JSON as it came, or some of it', async () => {
    expect(JSON.parse((await written(USAGE, { json: [] })).text)).toEqual(USAGE);
    expect(JSON.parse((await written(USAGE, { json: ['total'] })).text)).toEqual({ total: USAGE.total });
  });

  it('is that of the period, told apart as is asked for', async () => {
    const { requests } = await written(USAGE, { day: '2026-03-31', by: 'day,team' });
    expect(requests.map(({ url }) => new URL(url).search)).toEqual(['?day=2026-03-31&by=day%2Cteam']);
  });

  it('tells a team that nothing is counted for it', async () => {
    const { text, told } = await written({ ...USAGE, rows: [], total: null });
    expect([text, told]).toEqual(['', [expect.stringContaining('its tag is no showback tag')]]);
  });

  it('tells why there is no amount', async () => {
    const without = (currency: string | null, charged = 1) =>
      written({ ...USAGE, rows: [], total: { ...USAGE.total, charged, amount: null, currency } });
    expect((await without(null)).told).toEqual([
      expect.stringContaining('knows no prices (PRICES)'),
      COUNTED,
    ]);
    expect((await without('USD')).told).toEqual([expect.stringContaining('--by jobType shows'), COUNTED]);
    expect((await without(null, 0)).told).toEqual([COUNTED]);
  });
});
