interface Part {
  readonly value: number;
  readonly tone: string;
}

/** A whole and its parts as one bar, beside the numbers that say the same. */
export function SplitBar({ parts }: { parts: readonly Part[] }) {
  const sum = parts.reduce((total, { value }) => total + value, 0);
  let x = 0;
  return (
    <svg class="bar" viewBox={`0 0 ${sum || 1} 8`} preserveAspectRatio="none" aria-hidden="true">
      {parts.map(({ tone, value }) => {
        x += value;
        return <rect key={tone} class={tone} x={x - value} width={value} height="8" />;
      })}
    </svg>
  );
}
