/** Forecasts as a gateway answers, for lists that are put together of them. */
import type { Forecast, ForecastItem, ForecastKind } from '../../../../../client/index.ts';

export const KIND: ForecastKind = {
  jobType: 'enrichMobile',
  dimension: null,
  leads: 0,
  history: { ended: 100, completed: 80 },
  price: '0.40',
  currency: 'USD',
  perSecond: 2,
};

export const ALL = {
  name: 'all',
  at: 'reject',
  renewsAt: '2026-04-01T00:00:00.000Z',
  left: 5,
  after: 0,
} as const;

export function item(more: Partial<ForecastItem> = {}): ForecastItem {
  return { would: 'new', requestId: 'a', kind: 0, budgets: [], ...more };
}

export function forecastOf(
  results: readonly ForecastItem[],
  { kinds = [KIND], budgets = [] }: Partial<Pick<Forecast['summary'], 'kinds' | 'budgets'>> = {},
): Forecast {
  const perLead = { reads: 7, writes: 10, messages: 2 };
  return {
    results,
    summary: {
      byWould: {},
      leads: 0,
      charges: { low: 0, expected: 0, high: 0 },
      amounts: null,
      seconds: null,
      kinds,
      budgets,
      operations: { forecast: { reads: 3 }, sending: perLead, perLead },
    },
  };
}

export function rowsFrom(line: number, count: number) {
  return Array.from({ length: count }, (_, i) => ({ line: line + i, requestId: `lead-${line + i}` }));
}
