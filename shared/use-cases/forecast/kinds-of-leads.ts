/** Leads that would be sent, by what their charges are judged by: their job type and one showback tag. */
import type { ForecastView } from '../../api/forecast-schemas.ts';
import { ALL } from '../../jobs/money/counted-as.ts';
import { dayOf } from '../../jobs/money/day.ts';
import { priceOn } from '../../jobs/money/prices.ts';
import type { ChargeHistory } from './charge-history.ts';
import type { ForecastContext } from './forecast-context.ts';

type KindView = ForecastView['summary']['kinds'][number];

interface Kind {
  readonly jobType: string;
  readonly dimension: string;
  leads: number;
}

/** Histories that one call asks for by their tag: each is some twelve counts of the ledger. */
const MOST_BY_TAG = 20;
const NO_HISTORY = { ended: 0, completed: 0, reads: 0 };

export class KindsOfLeads {
  readonly #context: ForecastContext;
  readonly #kinds: Kind[] = [];
  readonly #places = new Map<string, number>();

  constructor(context: ForecastContext) {
    this.#context = context;
  }

  /** @returns the place of the kind that a lead is of, which counts it if it would be sent */
  add(jobType: string, dimensions: readonly string[], isSent: boolean): number {
    const place = this.#placeOf(jobType, this.#dimensionFor(dimensions));
    const kind = this.#kinds[place];
    if (kind && isSent) kind.leads += 1;
    return place;
  }

  /** @returns all kinds with their histories, by their places; and the reads that this took */
  async read(
    history: ChargeHistory,
  ): Promise<{ readonly kinds: readonly KindView[]; readonly reads: number }> {
    const { prices = new Map(), dispatchRates, clock, caller } = this.#context;
    const today = dayOf(clock.now());
    const histories = await Promise.all(
      this.#kinds.map((kind) =>
        // The history of others is not told to a team.
        caller.team !== 'every' && kind.dimension !== caller.team ? NO_HISTORY : history.of(kind),
      ),
    );
    const kinds = this.#kinds.map(({ jobType, dimension, leads }, i): KindView => {
      const { ended, completed } = histories[i] ?? NO_HISTORY;
      const price = priceOn(prices, jobType, today);
      return {
        jobType,
        dimension: dimension === ALL ? null : dimension,
        leads,
        history: { ended, completed },
        price: price?.amount ?? null,
        currency: price?.currency ?? null,
        perSecond: dispatchRates?.get(jobType) ?? null,
      };
    });
    return { kinds, reads: histories.reduce((sum, { reads }) => sum + reads, 0) };
  }

  /** Of several tags the first, of a team's caller that of the team. */
  #dimensionFor(dimensions: readonly string[]): string {
    const { team } = this.#context.caller;
    if (team === 'every') return dimensions[0] ?? ALL;
    return dimensions.find((dimension) => dimension === team) ?? ALL;
  }

  #placeOf(jobType: string, dimension: string): number {
    const key = JSON.stringify([jobType, dimension]);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    if (dimension !== ALL && this.#places.size >= MOST_BY_TAG) return this.#placeOf(jobType, ALL);
    this.#kinds.push({ jobType, dimension, leads: 0 });
    this.#places.set(key, this.#kinds.length - 1);
    return this.#kinds.length - 1;
  }
}
