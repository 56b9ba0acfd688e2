import { describe, expect, it } from 'vitest';
import { ListForecast, ROWS_SHOWN } from '../../../../../cli/enrich/forecast/list-forecast.ts';
import { ALL, forecastOf, item, KIND, rowsFrom } from './forecasts.ts';

describe('the forecast of a list', () => {
  it('is that of its parts together', () => {
    const forecast = new ListForecast();
    forecast.add(rowsFrom(2, 50), forecastOf(Array.from({ length: 50 }, () => item())));
    forecast.add(rowsFrom(52, 50), forecastOf(Array.from({ length: 50 }, () => item())));
    expect(forecast.leads).toBe(100);
    expect(forecast.json()).toMatchObject({
      byWould: { new: 100 },
      charges: { low: 72, expected: 80, high: 86 },
      amounts: { low: '28.80', expected: '32.00', high: '34.40', currency: 'USD' },
      ended: 100,
      seconds: 50,
      operations: { forecast: { reads: 6 }, sending: { reads: 700, writes: 1_000, messages: 200 } },
    });
  });

  it('gives out the room of a budget once, though each part is told that all of it is there', () => {
    const forecast = new ListForecast();
    const part = forecastOf([item({ budgets: ['all'] }), item({ budgets: ['all'] })], {
      budgets: [{ ...ALL, left: 3 }],
    });
    forecast.add(rowsFrom(2, 2), part);
    forecast.add(rowsFrom(4, 2), part);
    expect(forecast.json()).toMatchObject({
      byWould: { new: 3, 'over-budget': 1 },
      leads: 3,
      budgets: [{ name: 'all', left: 3, after: 0 }],
    });
  });

  it('counts what a budget holds among what will be sent', () => {
    const forecast = new ListForecast();
    const budgets = [{ ...ALL, at: 'hold', left: 1 }];
    const part = forecastOf([item({ budgets: ['all'] })], { budgets });
    forecast.add(rowsFrom(2, 1), part);
    forecast.add(rowsFrom(3, 1), part);
    expect(forecast.json()).toMatchObject({ byWould: { new: 1, held: 1 }, leads: 2 });
  });

  it('takes the word of the gateway for a budget whose room it does not tell', () => {
    const forecast = new ListForecast();
    const results = [
      item({ would: 'over-budget', budget: 'secret' }),
      item({ would: 'held', budget: 'other', hold: 'budget:other' }),
      item({ would: 'held', hold: '*' }),
    ];
    const budgets = [{ ...ALL, name: 'secret', left: null, after: null }];
    forecast.add(rowsFrom(2, 3), forecastOf(results, { budgets }));
    expect(forecast.json()).toMatchObject({ byWould: { 'over-budget': 1, held: 2 }, leads: 2, budgets: [] });
  });

  it('tells kinds apart by their history, and is not expected where one of them says too little', () => {
    const forecast = new ListForecast();
    const unknown = { ...KIND, dimension: 'team=emea', history: { ended: 3, completed: 3 }, price: null };
    forecast.add(rowsFrom(2, 2), forecastOf([item(), item({ kind: 1 })], { kinds: [KIND, unknown] }));
    expect(forecast.json()).toMatchObject({
      charges: { low: 0, expected: null, high: 2 },
      amounts: null,
      ended: 103,
    });
  });

  it('says which statuses known jobs have', () => {
    const forecast = new ListForecast();
    const known = (status: string | null) => item({ would: 'known', status, kind: undefined });
    forecast.add(rowsFrom(2, 3), forecastOf([known('completed'), known('completed'), known(null)]));
    expect(forecast.json()).toMatchObject({
      byWould: { known: 3 },
      knownByStatus: { completed: 2, unreadable: 1 },
      leads: 0,
    });
  });

  it('names the first twenty rows that would not be sent, by line, whatever the order they come in', () => {
    const forecast = new ListForecast();
    const errors = [{ pointer: '/payload/person/lastName', detail: 'is required' }];
    const wrong = item({ would: 'invalid', errors, kind: undefined });
    forecast.addInvalid(90, 'tags must be name=value');
    forecast.add(rowsFrom(2, 30), forecastOf(Array.from({ length: 30 }, () => wrong)));
    forecast.addReusedId(1, 0);
    const { problems, byWould } = forecast.json();
    expect(byWould).toEqual({ invalid: 31, 'reused-id': 1 });
    expect(problems).toHaveLength(ROWS_SHOWN);
    expect(problems.slice(0, 2)).toEqual([
      { line: 1, pointer: '/requestId', reason: 'id is that of line 0, with other values' },
      { line: 2, pointer: '/payload/person/lastName', reason: 'lastName is required' },
    ]);
  });

  it('has the rest of what a gateway may say, also what this version does not know', () => {
    const forecast = new ListForecast();
    const results = [
      item({ would: 'too-large', kind: undefined }),
      item({ would: 'reused-id', kind: undefined }),
      item({ would: 'reusable', reusableFrom: 'b', kind: undefined }),
      item({ would: 'postponed', kind: undefined }),
      item({ would: 'invalid', kind: undefined }),
    ];
    forecast.add(rowsFrom(2, 5), forecastOf(results));
    const { byWould, problems } = forecast.json();
    expect(byWould).toEqual({ 'too-large': 1, 'reused-id': 1, reusable: 1, postponed: 1, invalid: 1 });
    expect(problems.map(({ line }) => line)).toEqual([2, 3]);
  });

  it('has anything valid unless all of it is refused', () => {
    const forecast = new ListForecast();
    expect(forecast.hasValid).toBe(false);
    forecast.addInvalid(2, 'no');
    forecast.addTooLarge(3);
    forecast.addDuplicate(4, 2);
    expect(forecast.hasValid).toBe(false);
    forecast.add(rowsFrom(5, 1), forecastOf([item({ would: 'known', kind: undefined })]));
    expect(forecast.hasValid).toBe(true);
  });

  it('of a sample counts each row as those that it stands for, and fills a budget by parts', () => {
    const forecast = new ListForecast();
    forecast.sample = { rows: 2, of: 25 };
    const results = [item({ budgets: ['all'] }), item({ budgets: ['all'] })];
    forecast.add(rowsFrom(2, 2), forecastOf(results, { budgets: [{ ...ALL, left: 20 }] }), 12.5);
    expect(forecast.json()).toMatchObject({
      sample: { rows: 2, of: 25 },
      byWould: { new: 20, 'over-budget': 5 },
      leads: 20,
      budgets: [{ after: 0 }],
    });
  });
});
