/**
 * A whole and its parts as one bar, beside the numbers that say the same.
 * @param parts by what each is, such as a tone; `gap` before them and `ground` behind are what is left
 */
export function Bar(parts: Readonly<Record<string, number>>) {
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
