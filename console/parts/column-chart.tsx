import { inNumbers } from './numbers.ts';

interface Column {
  readonly name: string;
  readonly value: number;
}

/** A column for each of many, beside the table that says the same. */
export function ColumnChart({ columns, of: what }: { columns: readonly Column[]; of: string }) {
  const most = Math.max(0, ...columns.map(({ value }) => value));
  return (
    <figure>
      <svg
        class="columns"
        viewBox={`0 0 ${columns.length * 10} ${most || 1}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {columns.map(({ name, value }, i) => (
          <rect key={name} x={i * 10 + 1} y={most - value} width="8" height={value}>
            <title>{`${name}: ${inNumbers(value)}`}</title>
          </rect>
        ))}
      </svg>
      <figcaption>
        <span>{columns[0]?.name}</span>
        <span>
          {what}, at most {inNumbers(most)}
        </span>
        <span>{columns.at(-1)?.name}</span>
      </figcaption>
    </figure>
  );
}
