/** Times as a person takes them in: how long ago, and in full. */

const STEPS = [
  { unit: 'd', ms: 86_400_000 },
  { unit: 'h', ms: 3_600_000 },
  { unit: 'min', ms: 60_000 },
  { unit: 's', ms: 1_000 },
  { unit: 'ms', ms: 1 },
  { unit: 'µs', ms: 1 / 1_000 },
] as const;

/** @returns a length of time in its largest units: `3 d 4 h`, `12 s 250 ms`, `250 µs`; `0 s` of none */
export function inUnits(ms: number, most = 2): string {
  const first = STEPS.findIndex((step) => ms >= step.ms);
  if (first === -1) return '0 s';
  let rest = ms;
  const parts = STEPS.slice(first, first + most).flatMap(({ unit, ms: size }) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? [`${count} ${unit}`] : [];
  });
  return parts.join(' ');
}

/** @returns how far a moment is away: `3 min ago`, `in 2 h`, `now` */
export function awayInWords(at: number, now: number): string {
  const away = inUnits(Math.abs(now - at), 1);
  if (Math.abs(now - at) < 1_000) return 'now';
  return at <= now ? `${away} ago` : `in ${away}`;
}

/** @returns a moment as RFC 3339 has it, to the second, with a blank in its middle */
export function inFull(at: number): string {
  return new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
}

/** @returns epoch milliseconds of an RFC 3339 time, with its microseconds as a fraction; undefined of none */
export function momentOf(text: string | null | undefined): number | undefined {
  const at = text == null ? Number.NaN : Date.parse(text);
  const [, micros = ''] = /\.\d{3}(\d{1,3})/.exec(text ?? '') ?? [];
  return Number.isNaN(at) ? undefined : at + Number(micros.padEnd(3, '0')) / 1000;
}
