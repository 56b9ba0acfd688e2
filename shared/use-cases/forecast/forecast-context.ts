import type { Prices } from '../../jobs/money/prices.ts';
import type { GatewayContext } from '../context.ts';

/** All that a forecast works with. */
export interface ForecastContext extends GatewayContext {
  /** No amounts are told when absent. */
  readonly prices?: Prices | undefined;
  /** How many jobs of a type go out in a second; no time is told when absent. */
  readonly dispatchRates?: ReadonlyMap<string, number> | undefined;
}
