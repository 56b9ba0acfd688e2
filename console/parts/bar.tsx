import type { Tone } from './tones.ts';

type Parts = Readonly<Partial<Record<Tone | 'ground', number>>>;

/** A whole and its parts as one bar, beside the numbers that say the same; `ground` is what is left of it. */
export function Bar(parts: Parts) {
  const shown = Object.entries(parts);
  const whole = shown.reduce((sum, [, value]) => sum + value, 0);
  let x = 0;
  return (
    <svg class="bar" viewBox={`0 0 ${whole || 1} 8`} preserveAspectRatio="none" aria-hidden="true">
      {shown.map(([tone, value]) => {
        x += value;
        return <rect key={tone} class={tone} x={x - value} width={value} height="8" />;
      })}
    </svg>
  );
}
