import type { BudgetLimit } from '../../jobs/money/budget-limits.ts';
import type { Telemetry } from '../../telemetry/log-events.ts';

/**
 * Tells of each share of a limit that is reached, once for each period: of this instance. Others tell of it
 * as well.
 */
export function tellWarnings(telemetry: Telemetry) {
  const told = new Map<string, number>();
  return (limit: BudgetLimit, period: string, used: number): void => {
    const reached = limit.warnAt.filter((share) => limit.limit > 0 && used >= share * limit.limit);
    const highest = Math.max(0, ...reached);
    if (highest <= (told.get(period) ?? 0)) return;
    told.set(period, highest);
    const counts = { used, limit: limit.limit, percent: Math.round(highest * 100) };
    telemetry.emit('budget.warning', { reason: limit.name, counts });
  };
}
