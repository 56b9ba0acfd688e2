import { describe, expect, it } from 'vitest';
import { forecastInShort, forecastText } from '../../../../../cli/enrich/forecast/forecast-text.ts';
import { ListForecast } from '../../../../../cli/enrich/forecast/list-forecast.ts';
import { ALL, forecastOf, item, KIND, rowsFrom } from './forecasts.ts';

function made(more: Partial<typeof KIND> = {}) {
  const forecast = new ListForecast();
  forecast.rows = 5;
  const known = item({ would: 'known', status: 'completed', kind: undefined });
  const results = [item({ budgets: ['all'] }), item({ budgets: ['all'] }), known];
  forecast.add(rowsFrom(2, 3), forecastOf(results, { kinds: [{ ...KIND, ...more }], budgets: [ALL] }));
  forecast.addDuplicate(5, 2);
  forecast.addInvalid(6, 'tags must be name=value');
  return forecast;
}

describe('the forecast in words', () => {
  it('has all that is known of a list', () => {
    expect(forecastText(made().json())).toBe(`5 rows, of which nothing was sent
  new                              2
  known                            1  1 completed
  duplicate in the list            1
  reusable                         0
  held                             0
  over budget                      0
  id used before                   0
  too large                        0
  invalid                          1
Expected charges: 2, 1 to 2 in 90 of 100 such cases, by 100 leads that ended
Amount: 0.80 USD, 0.40 to 0.80 USD
Budget all: 3 left then, of 5 now; renewed at 2026-04-01T00:00:00.000Z
Time to go out: 1 s, at the rate of DISPATCH_RATE
Operations of our own: 3 reads for this forecast; to send it 14 reads, 20 writes and 4 messages
Duplicates, which are one lead:
  line 5: the same as line 2
Rows that would not be sent:
  line 6: tags must be name=value`);
  });

  it('in short has what a person decides by', () => {
    expect(forecastInShort(made().json())).toBe(`5 rows: 2 new, 1 known, 1 duplicate in the list, 1 invalid
Expected charges: 2, 1 to 2 in 90 of 100 such cases, by 100 leads that ended
Amount: 0.80 USD, 0.40 to 0.80 USD
Budget all: 3 left then, of 5 now; renewed at 2026-04-01T00:00:00.000Z
Time to go out: 1 s, at the rate of DISPATCH_RATE`);
    expect(forecastInShort(new ListForecast().json())).toBe('0 rows: none\nExpected charges: 0');
  });

  it('tells of no amount and no time where nothing would be sent', () => {
    const forecast = new ListForecast();
    const over = item({ would: 'over-budget', budget: 'all' });
    forecast.add(
      rowsFrom(2, 1),
      forecastOf([over], { kinds: [{ ...KIND, history: { ended: 0, completed: 0 } }] }),
    );
    expect(forecastInShort(forecast.json())).toBe('0 rows: 1 over budget\nExpected charges: 0');
    expect(forecast.json()).toMatchObject({ leads: 0, charges: { low: 0, expected: 0, high: 0 } });
  });

  it('says how many known leads --retry may send again, beside those that are expected', () => {
    const forecast = new ListForecast();
    const statuses = ['failed', 'unanswered', 'canceled', 'completed', 'rejected', 'reused', 'published'];
    const results = statuses.map((status) => item({ would: 'known', status, kind: undefined }));
    forecast.add(rowsFrom(2, statuses.length), forecastOf(results));
    const line = 'Sent again by --retry: up to 3, whose charges and amount are not in these numbers';
    expect(forecastInShort(forecast.json(true)).split('\n').slice(1)).toEqual(['Expected charges: 0', line]);
    expect(forecastText(forecast.json())).not.toContain('--retry');
    expect(forecast.json().again).toBeNull();
    expect(new ListForecast().json(true).again).toBe(0);
  });

  it('says what is not known', () => {
    const text = forecastText(
      made({ history: { ended: 29, completed: 29 }, price: null, perSecond: null }).json(),
    );
    expect(text).toContain('Expected charges: no history: 0 to 2\n');
    expect(text).toContain('Amount: not known (PRICES)\nBudget');
    expect(text).toContain('Time to go out: not known (DISPATCH_RATE)');
    const unsure = forecastText(made({ history: { ended: 29, completed: 29 } }).json());
    expect(unsure).toContain('Amount: 0.00 to 0.80 USD\n');
  });

  it('says that it is judged by a sample', () => {
    const forecast = made();
    forecast.sample = { rows: 3, of: 300 };
    expect(forecastText(forecast.json())).toContain('Judged by a sample of 3 of 300 rows');
  });

  it.each([
    [119, '119 s'],
    [121, '3 min'],
    [3 * 3_600, '3 h'],
    [47 * 3_600 + 1, '2 days'],
  ])('tells a time of %i s as %s', (seconds, words) => {
    expect(forecastText({ ...made().json(), seconds })).toContain(`Time to go out: ${words}, at`);
  });

  it('says how many more there are', () => {
    const forecast = new ListForecast();
    for (let line = 2; line < 30; line += 1) {
      forecast.addInvalid(line, 'no');
      forecast.addDuplicate(line, 1);
    }
    expect(forecastText(forecast.json()).match(/… and 8 more/g)).toHaveLength(2);
  });
});
