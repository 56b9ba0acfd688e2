/** The forecast of a list in words: in full for --dry-run, and in short before the question. */
import type { ListForecastJson } from './forecast-json.ts';

/** In the order in which they are told. */
const WORDS: Readonly<Record<string, string>> = {
  new: 'new',
  known: 'known',
  'duplicate-in-list': 'duplicate in the list',
  reusable: 'reusable',
  held: 'held',
  'over-budget': 'over budget',
  'reused-id': 'id used before',
  'too-large': 'too large',
  invalid: 'invalid',
};
const NAME_WIDTH = 24;
const COUNT_WIDTH = 9;

/** @returns all that is known of the list */
export function forecastText(told: ListForecastJson): string {
  const { operations } = told;
  const { reads, writes, messages } = operations.sending;
  return [
    `${told.rows} rows, of which nothing was sent`,
    ...sampleLines(told),
    ...countsOf(told).map(([name, count, more]) =>
      `  ${name.padEnd(NAME_WIDTH)} ${String(count).padStart(COUNT_WIDTH)}${more}`.trimEnd(),
    ),
    ...moneyLines(told),
    `Operations of our own: ${operations.forecast.reads} reads for this forecast; to send it ${reads} reads, ` +
      `${writes} writes and ${messages} messages`,
    ...duplicateLines(told),
    ...problemLines(told),
  ].join('\n');
}

/** @returns as much of it as a person decides by */
export function forecastInShort(told: ListForecastJson): string {
  const counts = countsOf(told).filter(([, count]) => count > 0);
  const sorts = counts.map(([name, count]) => `${count} ${name}`).join(', ');
  return [`${told.rows} rows: ${sorts || 'none'}`, ...moneyLines(told)].join('\n');
}

function countsOf({ byWould, knownByStatus }: ListForecastJson): [string, number, string][] {
  const names = [...new Set([...Object.keys(WORDS), ...Object.keys(byWould)])];
  return names.map((would) => {
    const statuses = Object.entries(would === 'known' ? knownByStatus : {});
    const more = statuses.map(([status, count]) => `${count} ${status}`).sort();
    return [WORDS[would] ?? would, byWould[would] ?? 0, more.length > 0 ? `  ${more.join(', ')}` : ''];
  });
}

function sampleLines({ sample }: ListForecastJson): string[] {
  if (sample === null) return [];
  return [
    `Judged by a sample of ${sample.rows} of ${sample.of} rows, which is the same each time: all numbers but those ` +
      'of duplicates and of rows that are damaged are scaled up from it.',
  ];
}

function moneyLines({ charges, again, leads, ended, amounts, budgets, seconds }: ListForecastJson): string[] {
  const of90 = `${charges.low} to ${charges.high} in 90 of 100 such cases`;
  return [
    charges.expected === null
      ? `Expected charges: no history: ${charges.low} to ${charges.high}`
      : `Expected charges: ${charges.expected}${leads > 0 ? `, ${of90}, by ${ended} leads that ended` : ''}`,
    ...(again
      ? [`Sent again by --retry: up to ${again}, whose charges and amount are not in these numbers`]
      : []),
    ...(leads === 0 ? [] : [amountLine(amounts)]),
    ...budgets.map(
      ({ name, left, after, renewsAt }) =>
        `Budget ${name}: ${after} left then, of ${left} now; renewed at ${renewsAt}`,
    ),
    ...(leads === 0 ? [] : [timeLine(seconds)]),
  ];
}

function amountLine(amounts: ListForecastJson['amounts']): string {
  if (amounts === null) return 'Amount: not known (PRICES)';
  const { low, expected, high, currency } = amounts;
  return `Amount: ${expected === null ? '' : `${expected} ${currency}, `}${low} to ${high} ${currency}`;
}

function timeLine(seconds: number | null): string {
  return seconds === null
    ? 'Time to go out: not known (DISPATCH_RATE)'
    : `Time to go out: ${timeInWords(seconds)}, at the rate of DISPATCH_RATE`;
}

function duplicateLines({ duplicates, byWould }: ListForecastJson): string[] {
  if (duplicates.length === 0) return [];
  const lines = duplicates.map(({ line, of }) => `  line ${line}: the same as line ${of}`);
  return ['Duplicates, which are one lead:', ...lines, ...andMore(byWould['duplicate-in-list'], duplicates)];
}

function problemLines({ problems, byWould }: ListForecastJson): string[] {
  if (problems.length === 0) return [];
  const lines = problems.map(
    ({ line, pointer, reason }) => `  line ${line}: ${pointer ? `${pointer}: ` : ''}${reason}`,
  );
  const all = ['invalid', 'too-large', 'reused-id'].reduce((sum, would) => sum + (byWould[would] ?? 0), 0);
  return ['Rows that would not be sent:', ...lines, ...andMore(all, problems)];
}

function andMore(all = 0, told: readonly unknown[]): string[] {
  return all > told.length ? [`  … and ${all - told.length} more`] : [];
}

function timeInWords(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.ceil(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.ceil(hours / 24)} days`;
}
