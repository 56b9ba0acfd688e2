/** The leads of a company: ordinary ones, and every kind that a gateway may find hard. */
import { fractionOf } from '../../shared/jobs/hash.ts';
import { MAX_REQUEST_ID_LENGTH } from '../../shared/protocol/request-id.ts';

const DAY = 86_400_000;

/** Ordinary leads are more frequent than any single misfortune. */
const OUTCOMES = [
  '',
  '',
  '',
  '',
  'rejected',
  'failed',
  'deadline-exceeded',
  'canceled',
  'expired',
  'evicted',
  'discarded',
  'silent',
  'fail-first:1',
  'fail-first:2',
];
/** Shares of the leads that come by topic, and of all the ones without an ID, by topic and by HTTP. */
export const BY_TOPIC = 0.3;
const ANONYMOUS_BY_TOPIC = 0.09;
const ANONYMOUS_BY_HTTP = 0.1;
/** The shares of leads that may expire, and that have the longest ID there is. */
const EXPIRING = 0.2;
const LONG = 0.15;
/** The share of companies that hand in a whole list as one batch, too, and the sizes of those lists. */
const LISTING = 0.06;
const LIST = { shortest: 6, longest: 30 };
/** The share of leads about the person of the first one, in another position. */
const TWIN = 0.25;
/** The share of leads with a priority. */
const URGENT = 0.4;

/** Leads of a company by number: first those that it hands in one by one, then those of its list. */
export interface Leads {
  readonly single: readonly number[];
  readonly listed: readonly number[];
  readonly all: readonly number[];
}

export function leadsOf(seed: string): Leads {
  const chance = (what: string) => fractionOf(`${seed}/${what}`);
  const single = 1 + Math.floor(chance('leads') * 5);
  const { shortest, longest } = LIST;
  const listed =
    chance('listing') < LISTING ? shortest + Math.floor(chance('list') * (longest - shortest + 1)) : 0;
  const all = Array.from({ length: single + listed }, (_, lead) => lead);
  return { single: all.slice(0, single), listed: all.slice(single), all };
}

export type Job = ReturnType<typeof leadOf>;
export type NamedJob = Job & { readonly requestId: string };

/** @returns the submission of a lead: always the same for the same seed and number */
export function leadOf(seed: string, lead: number) {
  const chance = (what: string) => fractionOf(`${seed}/lead${lead}/${what}`);
  const outcome = OUTCOMES[Math.floor(fractionOf(`${seed}/outcome${lead}`) * OUTCOMES.length)];
  const anonymous = chance('way') < ANONYMOUS_BY_TOPIC || chance('way') > 1 - ANONYMOUS_BY_HTTP;
  const person = personOf(seed, lead);
  const length = chance('long') < LONG ? MAX_REQUEST_ID_LENGTH : 0;
  return {
    requestId: anonymous ? undefined : `lead-${lead}`.padEnd(length, '.x'),
    jobType: 'enrichMobile',
    payload: {
      person: { firstName: 'Ann', lastName: `Lee ${person}` },
      employment: { company: { title: 'Acme' }, position: { title: `Position ${lead}` } },
      emailAddresses: [{ emailAddress: { userFormat: emailOf(person) } }],
      ...(outcome && { tags: [{ name: 'synthetic.outcome', value: outcome }] }),
    },
    ...(chance('priority') < URGENT && { priority: 70 }),
    ...(chance('expiring') < EXPIRING && { expireAfter: 'P1D' }),
  };
}

/** Whom a lead is about. */
export interface Person {
  /** As the company has given it to the lead. */
  readonly requestId: string;
  readonly email: string;
}

/** @returns whom these leads are about, but for those without an ID */
export function personsOf(seed: string, leads: readonly number[]): Person[] {
  return leads.flatMap((lead) => {
    const { requestId } = leadOf(seed, lead);
    return requestId === undefined ? [] : { requestId, email: emailOf(personOf(seed, lead)) };
  });
}

/** @returns the lead by whose number the person goes */
function personOf(seed: string, lead: number): number {
  return fractionOf(`${seed}/lead${lead}/twin`) < TWIN ? 0 : lead;
}

function emailOf(person: number): string {
  return `ann.lee-${person}@acme.example`;
}

/** @returns when (ms after the beginning) a lead that was never answered may be asked for again */
export function lateRetryAt(seed: string, lead: number): number {
  return (32 + fractionOf(`${seed}/lead${lead}/by-hand-day`) * 18) * DAY;
}

export function isNamed(job: Job): job is NamedJob {
  return job.requestId !== undefined;
}
