import { lengthOf } from './bars.ts';

interface Properties {
  readonly value: number;
  readonly most: number;
  /** A mark on it, such as a projection; in the bar's unit. */
  readonly mark?: number | null | undefined;
  readonly tone?: string;
}

/** A bar beside its number, which says the same to those who do not see it. */
export function Bar({ value, most, mark, tone = 'waiting' }: Properties) {
  return (
    <svg class={`bar ${tone}`} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="ground" width="100" height="8" />
      <rect class="value" width={lengthOf(value, most)} height="8" />
      {mark != null && <rect class="mark" x={Math.max(0, lengthOf(mark, most) - 1)} width="1" height="8" />}
    </svg>
  );
}
