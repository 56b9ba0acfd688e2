import { describe, expect, it } from 'vitest';
import { BUDGET_LIST, USAGE } from '../../../shared/api/money-examples.ts';
import { answer, scripted } from './scripted.ts';

describe('the money', () => {
  it('of a month is asked for by what tells its rows apart', async () => {
    const { gateway, requests } = scripted([answer(200, USAGE)]);
    expect(await gateway.money.usage({ month: '2026-03', by: ['jobType', 'team'] })).toEqual(USAGE);
    expect(requests.map(({ url }) => url)).toEqual([
      'https://gateway.test/v1/usage?month=2026-03&by=jobType%2Cteam',
    ]);
  });

  it('of a day likewise, and of now without either', async () => {
    const { gateway, requests } = scripted([answer(200, USAGE), answer(200, USAGE)]);
    await gateway.money.usage({ day: '2026-03-31' });
    await gateway.money.usage();
    expect(requests.map(({ url }) => url)).toEqual([
      'https://gateway.test/v1/usage?day=2026-03-31',
      'https://gateway.test/v1/usage',
    ]);
  });

  it('that is left is told by budget', async () => {
    const { gateway } = scripted([answer(200, BUDGET_LIST)]);
    expect((await gateway.money.budgets()).budgets.map(({ left }) => left)).toEqual([14, 992]);
  });
});
