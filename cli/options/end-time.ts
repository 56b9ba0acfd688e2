import { InvalidArgumentError } from 'commander';
import { parseTimestamp } from '../../shared/protocol/timestamp.ts';

const UNITS_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const DAY_MS = 86_400_000;

const HOW =
  'It must be a time of day such as 18:00, a time from now such as 90m, 2h or 3d, or one such as ' +
  '2026-03-01T18:00:00Z.';

/**
 * Reads when something ends. A time of day is the next one, by the clock of this machine.
 * @param now milliseconds since the Unix epoch
 * @throws InvalidArgumentError for other texts
 */
export function endTime(text: string, now = Date.now()): Date {
  const [, count, unit = ''] = /^(\d{1,4})([mhd])$/.exec(text) ?? [];
  if (Number(count) > 0) return new Date(now + Number(count) * (UNITS_MS[unit] ?? 0));
  const [, hours, minutes] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (minutes !== undefined) return next(Number(hours), Number(minutes), now);
  if (parseTimestamp(text) === undefined) throw new InvalidArgumentError(HOW);
  return new Date(text);
}

function next(hours: number, minutes: number, now: number): Date {
  const at = (day: number) => new Date(new Date(day).setHours(hours, minutes, 0, 0));
  const today = at(now);
  return today.getTime() > now ? today : at(now + DAY_MS);
}
