import { InvalidArgumentError } from 'commander';
import { type Instant, instant } from '../../shared/jobs/instant.ts';
import { parseTimestamp } from '../../shared/protocol/timestamp.ts';

const UNITS_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Reads a time that has passed.
 * @param now milliseconds since the Unix epoch
 * @throws InvalidArgumentError for other texts, and for a time to come
 */
export function pastTime(text: string, now = Date.now()): Instant {
  const [, count, unit = ''] = /^(\d{1,4})([mhd])$/.exec(text) ?? [];
  if (Number(count) > 0) return instant(now - Number(count) * (UNITS_MS[unit] ?? 0));
  if (parseTimestamp(text) === undefined)
    throw new InvalidArgumentError(
      'It must be a time ago such as 90m, 2h or 3d, or one such as 2026-03-01T18:00:00Z.',
    );
  const at = Date.parse(text);
  if (at >= now) throw new InvalidArgumentError('It must be a time that has passed.');
  return instant(at);
}
