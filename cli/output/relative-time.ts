import type { Instant } from '../../shared/jobs/instant.ts';

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const;
/** A time further away is told by its day. */
const LONGEST_MS = 30 * 86_400_000;

/**
 * @param time in RFC 3339; any other text is returned as it is
 * @returns how long ago that was, or how soon it will be: `3m ago`, `in 2h`, `2026-03-01`
 */
export function relativeTime(time: string, now: Instant): string {
  const ms = Date.parse(time) - now;
  if (Number.isNaN(ms)) return time;
  if (Math.abs(ms) >= LONGEST_MS) return new Date(now + ms).toISOString().slice(0, 'YYYY-MM-DD'.length);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(ms) >= length) ?? ['s', Number.POSITIVE_INFINITY];
  const count = Math.floor(Math.abs(ms) / size);
  if (count === 0) return 'now';
  return ms < 0 ? `${count}${unit} ago` : `in ${count}${unit}`;
}
