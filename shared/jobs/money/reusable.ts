/**
 * Whether an answer that was paid for serves another submission: it is about the same person, to the same
 * question, still fresh, and it found something (docs/money.md, "Not paying for what is known").
 */

import { type EventCode, type Task, tasksOf } from '../../protocol/job-types.ts';
import { list, read, text } from '../../protocol/json-path.ts';
import { parsedJson } from '../../protocol/parsed-json.ts';
import type { Instant } from '../instant.ts';
import type { JobRecord, ReusedAnswer } from '../job-record.ts';
import { type Identifier, type IdentifierKind, identifierOf } from '../persons/identifier.ts';
import { identifiersIn, identifiersOfJob } from '../persons/identifiers-in.ts';
import type { TeamTag } from '../teams.ts';
import type { ReuseRule } from './reuse-rules.ts';

/** The event codes that say that something was found (docs/protocol.md §5.3). No other code counts. */
const FOUND: { readonly [T in Task]: readonly EventCode<T>[] } = {
  appendMobile: ['appended'],
  appendLinkedIn: ['from_input', 'appended', 'replaced'],
  verifyEmployment: ['verified', 'changed', 'verified_elsewhere'],
  verifyMobile: ['good_mobile', 'no_good_mobile'],
};

const FOUND_CODES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(FOUND).map(([task, codes]) => [task, new Set<string>(codes)]),
);

/** Of both texts of a record: together with all that is small, it has room in a document of 1 MiB. */
const MOST_CHARACTERS = 300_000;

const DAY_MS = 86_400_000;

/** How a rule says a kind of identifier, and how keys do. */
const KINDS: Readonly<Record<ReuseRule['by'][number], IdentifierKind>> = {
  linkedin: 'linkedIn',
  email: 'email',
};

/** A submission that is looked up before it is requested. */
export interface AskedAbout {
  readonly jobType: string;
  /** The payload's JSON text. */
  readonly payload: string;
  readonly team: TeamTag | null;
  readonly rule: ReuseRule;
}

/** @returns whether a task has found something: an answer without any is asked for anew */
export function hasFound(eventCodes: Readonly<Record<string, string>>): boolean {
  return Object.entries(eventCodes).some(([task, code]) => FOUND_CODES.get(task)?.has(code));
}

/** @returns the identifiers of a submission by which a rule knows persons again */
export function identifiersBy({ payload, rule }: AskedAbout): Identifier[] {
  const kinds = new Set(rule.by.map((by) => KINDS[by]));
  return identifiersIn({ payload, answer: null, reused: null }).filter(({ kind }) => kinds.has(kind));
}

/**
 * @param records about somebody with an identifier of the submission
 * @returns the newest answer among them that serves it; undefined where none does
 */
export function newestReusable(
  records: readonly JobRecord[],
  asked: AskedAbout,
  now: Instant,
): ReusedAnswer | undefined {
  const [newest] = records
    .filter((record) => isReusable(record, asked, now))
    .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0));
  const { requestId, answer } = newest ?? {};
  return requestId && answer
    ? { from: requestId, eventCodes: answer.eventCodes, job: answer.job }
    : undefined;
}

function isReusable(record: JobRecord, asked: AskedAbout, now: Instant): boolean {
  const { payload, answer, endedAt } = record;
  if (record.origin !== 'gateway' || record.status !== 'completed' || answer === null) return false;
  if (record.jobType !== asked.jobType || record.team !== asked.team) return false;
  if (record.erased || payload === null || answer.job === null || endedAt === null) return false;
  // Once a request was discarded under this ID, its answer may be about another party's job.
  if (record.discard !== null) return false;
  if (now - endedAt >= asked.rule.days * DAY_MS || !hasFound(answer.eventCodes)) return false;
  if (answer.job.length > MOST_CHARACTERS) return false;
  return isSamePerson(record, asked) && isSameQuestion(payload, asked);
}

/**
 * A LinkedIn user is one person. A mailbox may be shared: then neither the LinkedIn users nor the last names
 * may be two.
 */
function isSamePerson(record: JobRecord, asked: AskedAbout): boolean {
  const known = identifiersIn(record);
  const sought = identifiersBy(asked);
  const shared = sought.filter(({ kind, value }) =>
    known.some((other) => other.kind === kind && other.value === value),
  );
  if (shared.some(({ kind }) => kind === 'linkedIn')) return true;
  if (shared.length === 0) return false;
  const users = identifiersIn({ payload: asked.payload, answer: null, reused: null });
  const areTwoUsers = [users, known].every((all) => all.some(({ kind }) => kind === 'linkedIn'));
  return (!areTwoUsers || sharesUser(users, known)) && isSame(['person', 'lastName'], record.payload, asked);
}

function sharesUser(one: readonly Identifier[], other: readonly Identifier[]): boolean {
  return one.some(
    ({ kind, value }) => kind === 'linkedIn' && other.some((two) => two.kind === kind && two.value === value),
  );
}

/** A task verifies the value that was given: another company, or another number, is another question. */
function isSameQuestion(known: string, asked: AskedAbout): boolean {
  if (!isSame(['employment', 'company', 'title'], known, asked)) return false;
  if (!verifiesNumbers(asked.jobType)) return true;
  const before = phonesOf(parsedJson(known));
  return phonesOf(parsedJson(asked.payload)).every((phone) => before.includes(phone));
}

/** Of a job type that is not published nobody knows. */
function verifiesNumbers(jobType: string): boolean {
  const tasks = tasksOf(jobType);
  return tasks.length === 0 || tasks.includes('verifyMobile');
}

/**
 * @param payload of a lead, of any shape
 * @returns by what two leads of one list are the same person and question; none where nothing tells a person
 */
export function personsAsked(jobType: string, payload: unknown): string[] {
  const company = plain(text(payload, 'employment', 'company', 'title'));
  const question = [company, ...(verifiesNumbers(jobType) ? phonesOf(payload).toSorted() : [])];
  return identifiersOfJob({ payload }).flatMap(({ kind, value }) => {
    if (kind === 'phone') return [];
    // A mailbox may be shared.
    const name = kind === 'email' ? [plain(text(payload, 'person', 'lastName'))] : [];
    return [JSON.stringify([jobType, kind, value, ...name, ...question])];
  });
}

/** @returns whether both texts are the same but for case and blanks; one that is not given is no other */
function isSame(path: readonly string[], known: string | null, { payload }: AskedAbout): boolean {
  const [one, other] = [known ?? '{}', payload].map((json) => plain(text(parsedJson(json), ...path)));
  return one === '' || other === '' || one === other;
}

function plain(given: string): string {
  return given.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
}

function phonesOf(payload: unknown): string[] {
  return list(payload, 'phoneNumbers').flatMap((entry) => {
    const given = read(entry, 'phoneNumber', 'userFormat');
    if (typeof given !== 'string') return [];
    return identifierOf('phone', given)?.value ?? given.trim();
  });
}
