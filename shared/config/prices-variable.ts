/** PRICES: what a completed job of each type costs, from a day on (docs/configuration.md, Money). */
import * as z from 'zod';
import { type Day, dayFrom } from '../jobs/money/day.ts';
import type { Prices } from '../jobs/money/prices.ts';

const AMOUNT = /^(?:0|[1-9]\d{0,8})(?:\.\d{1,6})?$/;
const AMOUNT_RULE =
  'must be a string such as "0.40": at most 9 digits before the point and 6 after it, and never a number';
const CURRENCY_RULE = 'must be three capital letters of ISO 4217, such as "USD"';
const DAY_RULE = 'must be a day such as "2026-01-01": the first on which the price holds, in UTC';
const ALWAYS = '1970-01-01' as Day;

const PRICE_RULE = 'must be an object such as {"amount":"0.40","currency":"USD"}';

const PriceSchema = z.strictObject(
  {
    amount: z.string({ error: AMOUNT_RULE }).regex(AMOUNT, AMOUNT_RULE),
    currency: z.string({ error: CURRENCY_RULE }).regex(/^[A-Z]{3}$/, CURRENCY_RULE),
    from: z
      .string({ error: DAY_RULE })
      .transform((text, issues) => {
        const day = dayFrom(text);
        if (day === undefined) issues.addIssue({ code: 'custom', message: DAY_RULE });
        return day ?? z.NEVER;
      })
      .default(ALWAYS),
  },
  { error: ({ code }) => (code === 'invalid_type' ? PRICE_RULE : undefined) },
);

/** One price, or those that hold one after the other. */
const PriceList = z.preprocess(
  (value) => (Array.isArray(value) ? value : [value]),
  z.array(PriceSchema).min(1, 'must have a price: leave the job type out'),
);

export const PricesSchema = z
  .record(z.string().min(1, 'must be the name of a job type'), PriceList)
  .superRefine((prices, issues) => {
    const [currency] = Object.values(prices)
      .flat()
      .map((price) => price.currency);
    for (const [jobType, list] of Object.entries(prices)) {
      const add = (path: PropertyKey[], message: string) =>
        issues.addIssue({ code: 'custom', path: [jobType, ...path], message });
      for (const [i, price] of list.entries()) {
        if (price.currency !== currency)
          add([i, 'currency'], 'must be the currency of all other prices: amounts in two do not add up');
        if (list.findIndex(({ from }) => from === price.from) !== i)
          add(
            [i, 'from'],
            'is the day of another price of the job type: give each the day from which it holds',
          );
      }
    }
  })
  .transform((prices): Prices => new Map(Object.entries(prices)));
