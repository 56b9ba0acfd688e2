/** The views once more, in TypeScript: the SQL of infra/warehouse/ has to say the same of any messages. */
import type { PublishedResult } from './golden-results.ts';
import type { Row, Value } from './google-sql.ts';
import { personalOf, resultOf } from './rows-in-typescript.ts';
import { tagColumns, type View } from './warehouse-sql.ts';

/** Messages as the two subscriptions write them. */
export interface Written {
  readonly facts: readonly PublishedResult[];
  readonly results: readonly PublishedResult[];
}

type ViewOf = (written: Written, tags: readonly string[]) => Row[];

export const TWINS: Readonly<Record<View, ViewOf>> = {
  results: ({ facts }, tags) =>
    firstOf(
      facts.map((message) => resultOf(message, tags)),
      {
        by: ({ dedup_key, message_id }) => dedup_key ?? message_id,
        order: ({ had_email, published_at, message_id }) => [had_email !== null, published_at, message_id],
      },
    ).map((row) => ({
      ...row,
      charged: row['status'] === null ? null : row['status'] === 'completed',
      queue_s: secondsBetween(row, 'created_at', 'dispatched_at'),
      processing_s: secondsBetween(row, 'started_at', 'completed_at'),
    })),

  leads: (written, tags) => latest(TWINS.results(written, tags), 'root_id'),

  charged_jobs: (written, tags) =>
    latest(TWINS.results(written, tags), 'request_id')
      .filter(({ charged }) => charged === true)
      .map((row) => {
        const charged_at = row['completed_at'] ?? row['ended_at'] ?? row['published_at'] ?? null;
        const charged_on = dayOf(charged_at);
        return {
          ...some(row, ['request_id', 'root_id', 'job_type', ...columns(tags)]),
          charged_at,
          charged_on,
        };
      }),

  charges: (written, tags) => {
    const jobs = TWINS.charged_jobs(written, tags).map((row) => ({
      ...row,
      month: row['charged_on'] === null ? null : String(row['charged_on']).slice(0, 7),
    }));
    return groups(jobs, ['month', 'job_type', ...columns(tags)], (rows) => ({ charged: rows.length }));
  },

  quality: (written, tags) => {
    const leads = TWINS.leads(written, tags).map((row) => ({
      ...row,
      week: mondayOf(row['ended_at'] ?? null),
    }));
    const by = [
      'week',
      'job_type',
      ...columns(tags),
      'had_email',
      'had_linkedin',
      'had_position',
      'had_phone',
    ];
    return groups(leads, by, (rows) => {
      const completed = rows.filter(({ charged }) => charged === true);
      const of = (column: string, ...values: Value[]) =>
        completed.filter((row) => values.includes(row[column] ?? null)).length;
      const tried = (column: string) => completed.filter((row) => row[column] !== null).length;
      const mobiles = of('append_mobile', 'appended');
      const linkedins = of('append_linkedin', 'appended', 'replaced');
      const employments = of('verify_employment', 'verified', 'changed', 'verified_elsewhere');
      return {
        leads: rows.length,
        completed: completed.length,
        reused: countOf(rows, 'status', 'reused'),
        mobiles,
        linkedins,
        employments,
        good_mobiles: of('verify_mobile', 'good_mobile'),
        mobile_rate: ratio(mobiles, tried('append_mobile')),
        linkedin_rate: ratio(linkedins, tried('append_linkedin')),
        employment_rate: ratio(employments, tried('verify_employment')),
      };
    });
  },

  funnel: (written, tags) => {
    const leads = TWINS.leads(written, tags).map((row) => ({
      ...row,
      day: dayOf(row['requested_at'] ?? null),
      total_s: secondsBetween(row, 'requested_at', 'ended_at'),
    }));
    return groups(leads, ['day', 'job_type', ...columns(tags)], (rows) => {
      const known = ['completed', 'reused', 'failed', 'canceled', 'rejected', 'discarded', 'unanswered'];
      const given = (column: string) => rows.filter((row) => row[column] !== null).length;
      return {
        leads: rows.length,
        created: given('created_at'),
        dispatched: given('dispatched_at'),
        started: given('started_at'),
        ...Object.fromEntries(known.map((status) => [status, countOf(rows, 'status', status)])),
        others: rows.filter(({ status }) => status !== null && !known.includes(String(status))).length,
        attempts: average(rows, 'attempt'),
        queue_s: average(rows, 'queue_s'),
        longest_queue_s: longest(rows, 'queue_s'),
        processing_s: average(rows, 'processing_s'),
        longest_processing_s: longest(rows, 'processing_s'),
        total_s: average(rows, 'total_s'),
      };
    });
  },

  personal: ({ results }) =>
    latest(
      results.map((message) => ({ ...personalOf(message) })),
      'root_id',
    )
      .map(({ sequence: _, ...row }) => row)
      .filter(({ status }) => status === 'completed' || status === 'reused'),
};

interface Choice {
  readonly by: (row: Row) => Value | undefined;
  /** The first has the greatest. */
  readonly order: (row: Row) => readonly (Value | undefined)[];
}

function firstOf(rows: readonly Row[], { by, order }: Choice): Row[] {
  const chosen = new Map<Value | undefined, Row>();
  for (const row of rows) {
    const before = chosen.get(by(row));
    if (before === undefined || compare(order(before), order(row)) < 0) chosen.set(by(row), row);
  }
  return [...chosen.values()];
}

function latest(rows: readonly Row[], column: string): Row[] {
  const named = rows.filter((row) => row[column] !== null);
  return firstOf(named, {
    by: (row) => row[column],
    order: ({ sequence, published_at }) => [sequence, published_at],
  });
}

function compare(a: readonly (Value | undefined)[], b: readonly (Value | undefined)[]): number {
  for (const [i, left] of a.entries()) {
    const right = b[i];
    if (left === right) continue;
    return (left ?? -1) < (right ?? -1) ? -1 : 1;
  }
  return 0;
}

function groups(rows: readonly Row[], by: readonly string[], sums: (rows: readonly Row[]) => Row): Row[] {
  const found = Map.groupBy(rows, (row) => JSON.stringify(some(row, by)));
  return [...found].map(([key, members]) => ({ ...JSON.parse(key), ...sums(members) }));
}

function some(row: Row, names: readonly string[]): Row {
  return Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
}

function columns(tags: readonly string[]): string[] {
  return [...tagColumns(tags).values()];
}

function countOf(rows: readonly Row[], column: string, value: Value): number {
  return rows.filter((row) => row[column] === value).length;
}

function numbersOf(rows: readonly Row[], column: string): number[] {
  return rows.flatMap((row) => (typeof row[column] === 'number' ? [row[column]] : []));
}

function average(rows: readonly Row[], column: string): number | null {
  const numbers = numbersOf(rows, column);
  return ratio(
    numbers.reduce((sum, one) => sum + one, 0),
    numbers.length,
  );
}

function longest(rows: readonly Row[], column: string): number | null {
  const numbers = numbersOf(rows, column);
  return numbers.length === 0 ? null : Math.max(...numbers);
}

function ratio(part: number, all: number): number | null {
  return all === 0 ? null : part / all;
}

/** Whole milliseconds that have passed, in seconds. */
function secondsBetween(row: Row, from: string, to: string): number | null {
  const [start, end] = [row[from], row[to]];
  if (typeof start !== 'string' || typeof end !== 'string') return null;
  return Math.trunc((microsOf(end) - microsOf(start)) / 1000) / 1000;
}

function microsOf(time: string): number {
  return Date.parse(`${time.slice(0, 19)}Z`) * 1000 + Number(time.slice(20, 26));
}

function dayOf(time: Value): string | null {
  return typeof time === 'string' ? time.slice(0, 10) : null;
}

function mondayOf(time: Value): string | null {
  if (typeof time !== 'string') return null;
  const day = new Date(`${time.slice(0, 10)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}
