const PERIODS = [
  { since: '', name: 'at any time' },
  { since: '1h', name: 'in the last hour' },
  { since: '24h', name: 'in the last 24 hours' },
  { since: '7d', name: 'in the last 7 days' },
  { since: '30d', name: 'in the last 30 days' },
];

/** Since when: the periods that are chosen from, and the one that the address has besides. */
export function PeriodOptions({ since }: { since: string | undefined }) {
  const isOffered = since === undefined || PERIODS.some((period) => period.since === since);
  const periods = isOffered ? PERIODS : [...PERIODS, { since, name: `since ${since}` }];
  return (
    <>
      {periods.map((period) => (
        <option key={period.since} value={period.since}>
          {period.name}
        </option>
      ))}
    </>
  );
}
