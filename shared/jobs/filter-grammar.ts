/**
 * The one grammar in which a person writes a filter, as parameters of the API and options of the command
 * line: conditions that must all hold, each `field=value`; where a field takes several values, a comma
 * between them means "or".
 */
import * as z from 'zod';
import { PUBLISHED_STATUSES } from '../protocol/job-status.ts';
import { parseTimestamp, toEpochMillis } from '../protocol/timestamp.ts';
import { type Instant, instant, later } from './instant.ts';
import { OWN_STATUSES } from './statuses.ts';

/** Most values of one field: there are fewer statuses. */
const MAX_VALUES = 20;

/** A selection of jobs: every condition that is given must hold, and of a list one entry. */
export interface JobFilter {
  readonly status?: readonly string[];
  readonly jobType?: readonly string[];
  /** `name=value`. */
  readonly tag?: string;
  /** Of this team; set for its callers, and asked for by nobody. */
  readonly team?: string;
  /** The reason that Modigie gave for a failure. */
  readonly reason?: readonly string[];
  readonly cause?: readonly string[];
  /** Held back by the hold of this name. No person writes it: a release does. */
  readonly held?: string;
  /** Changed at this instant or later. */
  readonly since?: Instant;
  /** Changed before this instant. */
  readonly until?: Instant;
}

/** A filter as it was asked for: its times are texts, and may be relative. */
export type AskedFilter = z.output<typeof JobFilterSchema>;

const STATUSES = [...OWN_STATUSES, ...PUBLISHED_STATUSES].join(', ');
const TIME = 'an RFC 3339 time such as 2026-03-01T09:00:00Z, or a time before now such as 30m, 2h or 3d';

/** Values between commas. No cause has a comma in it, nor has any known status, job type or reason. */
function oneOf(description: string, ...examples: string[][]) {
  return z
    .string()
    .transform((text) => text.split(','))
    .pipe(
      z
        .array(z.string().min(1, 'has nothing before or behind a comma: write its values as a,b'))
        .max(MAX_VALUES, `takes at most ${MAX_VALUES} values`),
    )
    .exactOptional()
    .meta({ description: `${description} Commas stand between several values.`, examples });
}

/** Of an RFC 3339 time with more fraction digits than anybody has. */
const MAX_TIME_LENGTH = 64;

const MS_OF = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const AGO = /^(\d{1,5})([smhd])$/;

/** A parameter that names an instant. */
export function time(description: string, ...examples: string[]) {
  return z
    .string()
    .max(MAX_TIME_LENGTH, `must be ${TIME}`)
    .refine((text) => readTime(text, instant(0)) !== undefined, `must be ${TIME}`)
    .exactOptional()
    .meta({ description: `${description} It is ${TIME}.`, examples });
}

/** @returns the instant that a text names, asked for at another one; undefined when it names none */
function readTime(text: string, now: Instant): Instant | undefined {
  const [, count, unit] = AGO.exec(text) ?? [];
  if (count !== undefined) return later(now, -Number(count) * MS_OF[unit as keyof typeof MS_OF]);
  // In a query, a plus sign stands for a blank, which is easily forgotten where an offset begins with one.
  const timestamp = parseTimestamp(text.replace(/ (?=\d\d:\d\d$)/, '+'));
  return timestamp && instant(toEpochMillis(timestamp));
}

export const JobFilterSchema = z.strictObject({
  status: oneOf(
    `In one of these statuses: ${STATUSES}, or one that Modigie has added since. Any other matches nothing.`,
    ['failed', 'canceled'],
  ),
  jobType: oneOf('Of one of these job types.', ['enrichMobile']),
  tag: z
    .string()
    .regex(/^[^=]+=/, 'must be written as name=value')
    .exactOptional()
    .meta({ description: 'With this tag, as name=value.', examples: ['team=emea'] }),
  reason: oneOf('Failed, canceled, rejected or discarded for one of these reasons.', ['JobExpireReason']),
  cause: oneOf('With one of these causes, as a job shows it.', ['canceled/JobExpireReason']),
  since: time('Changed at this time or later.', '2h'),
  until: time('Changed before this time.', '2026-03-01T09:00:00Z'),
});

/**
 * @param now the instant of the asking
 * @returns the filter with instants as its bounds
 */
export function resolveFilter({ since, until, ...rest }: AskedFilter, now: Instant): JobFilter {
  return { ...rest, ...bound('since', since, now), ...bound('until', until, now) };
}

/** @returns the member of a filter that bounds it by an instant; none where no text is given */
export function bound(name: 'since' | 'until', text: string | undefined, now: Instant) {
  const at = text === undefined ? undefined : readTime(text, now);
  return at === undefined ? {} : { [name]: at };
}
