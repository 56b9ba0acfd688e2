import type { BudgetLimit } from '../../jobs/money/budget-limits.ts';
import { dayOf } from '../../jobs/money/day.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Telemetry } from '../../telemetry/log-events.ts';
import { periodName } from './use-of-budget.ts';

/**
 * Tells of each share of a limit that is reached, once for each period: of this instance. Others tell of it
 * as well.
 */
export function tellWarnings(telemetry: Telemetry, clock: Pick<Clock, 'now'>) {
  const told = new Map<string, number>();
  return (limit: BudgetLimit, used: number): void => {
    const reached = limit.warnAt.filter((share) => limit.limit > 0 && used >= share * limit.limit);
    const highest = Math.max(0, ...reached);
    const period = periodName(limit, dayOf(clock.now()));
    if (highest <= (told.get(period) ?? 0)) return;
    told.set(period, highest);
    const counts = { used, limit: limit.limit, percent: Math.round(highest * 100) };
    telemetry.emit('budget.warning', { reason: limit.name, counts });
  };
}
