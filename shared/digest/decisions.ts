/** Decisions about a contact's fields: one for each rule that looked at a field, each with its reason. */
import { identifierOf } from '../jobs/persons/identifier.ts';
import { TASK_NAMES } from '../protocol/job-types.ts';
import type { Action, DigestPolicy, Field, Rule } from './digest-policy.ts';
import type { EmailFact, Facts } from './facts.ts';
import type { HadBefore } from './had-before.ts';
import { plainMobile } from './plain-mobile.ts';

export interface Decision {
  /** null for an event of which no field is known. */
  readonly field: Field | null;
  readonly action: Action;
  /** The value that Modigie gave; absent when there is none. */
  readonly value?: string;
  /** The value that was sent; absent when there was none, or it is not known. */
  readonly was?: string;
  /** `event.code`, the name of the rule. */
  readonly rule: string;
  /** The reason, for a person. Its wording may change. */
  readonly because: string;
}

export interface Considered {
  readonly facts: Facts;
  readonly had: HadBefore;
  readonly eventCodes: Readonly<Record<string, string>>;
  /** The day on which the job ended, `YYYY-MM-DD`; undefined where it does not say. */
  readonly day: string | undefined;
}

/** @returns the decisions, in the order of tasks and fields: the same job gives the same ones */
export function decisionsOf(considered: Considered, { rules }: DigestPolicy): Decision[] {
  const byEvent = sortedEvents(considered.eventCodes).flatMap(([event, code]) => {
    const name = `${event}.${code}`;
    const fields = rules.get(name);
    if (fields === undefined) return [unknownEvent(name)];
    return [...fields].map(([field, rule]) => decide({ name, field, rule }, candidate(field, considered)));
  });
  const emails = considered.facts.emails.flatMap((email) => emailDecisions(email, considered, rules));
  return onlyOneSet([...byEvent, ...emails]);
}

/** By task as they are published, and then those that are not known here by name. */
function sortedEvents(eventCodes: Considered['eventCodes']): [string, string][] {
  const place = (event: string) => (TASK_NAMES as readonly string[]).indexOf(event);
  const rank = (event: string) => (place(event) === -1 ? TASK_NAMES.length : place(event));
  return Object.entries(eventCodes).sort(
    ([one], [other]) => rank(one) - rank(other) || (one < other ? -1 : 1),
  );
}

function unknownEvent(rule: string): Decision {
  return {
    field: null,
    action: 'keep',
    rule,
    because: 'This event, or its code, is not known to this version: nothing is concluded from it.',
  };
}

/** A value for a field, with what speaks for and against it. */
interface Candidate {
  readonly value?: string | undefined;
  readonly was?: string | undefined;
  /** Whether the record has a value, known or not. */
  readonly isFilled: boolean;
  readonly isSame: boolean;
  /** Why the value cannot be written as it is. */
  readonly obstacle?: string | undefined;
}

interface Asked {
  readonly name: string;
  readonly field: Field;
  readonly rule: Rule;
}

function decide(asked: Asked, candidate: Candidate): Decision {
  const { value, was } = candidate;
  const [action, because] = verdictOn(asked, candidate);
  return {
    field: asked.field,
    action,
    ...(value !== undefined && { value }),
    ...(was !== undefined && { was }),
    rule: asked.name,
    because,
  };
}

function verdictOn({ name, field, rule }: Asked, candidate: Candidate): [Action, string] {
  const { value, isFilled, isSame } = candidate;
  const action = typeof rule === 'string' ? rule : rule[isFilled ? 'filled' : 'empty'];
  if (action === 'never') return ['never', NEVER[field] ?? 'The policy never writes this field here.'];
  if (value === undefined) return ['keep', 'The answer has no value for it.'];
  if (isSame) return ['keep', 'What was sent is the same.'];
  if (action === 'keep') return ['keep', KEPT[name] ?? 'The policy keeps what the record has.'];
  return action === 'flag' ? ['flag', questionOf(candidate)] : written(field, candidate);
}

function questionOf({ isFilled, obstacle }: Candidate): string {
  return obstacle ?? (isFilled ? 'What was sent is another: a person decides.' : 'A person decides.');
}

function written(field: Field, { isFilled, obstacle }: Candidate): [Action, string] {
  if (obstacle !== undefined) return ['flag', obstacle];
  return ['set', isFilled ? 'The policy lets it take the place of what was sent.' : SET[field]];
}

const NEVER: Readonly<Partial<Record<Field, string>>> = {
  company: 'A company is never written: its spelling differs, and in a CRM it is a relation.',
  title: 'It is of another employment than the one that the record is about.',
};

const KEPT: Readonly<Record<string, string>> = {
  'appendLinkedIn.from_input': 'What was sent was found right; this is its normal form.',
  'verifyEmployment.unable_to_verify': 'Modigie could not verify it: what the answer has is not reliable.',
};

const FOUND = 'Modigie found it, and what was sent had none.';
const STAMP = 'It says what Modigie verified, in a field of its own.';
const SET: Readonly<Record<Field, string>> = {
  mobile: FOUND,
  linkedIn: FOUND,
  email: FOUND,
  title: 'Modigie verified it, and what was sent had none.',
  company: STAMP,
  mobileStatus: STAMP,
  mobileCheckedOn: STAMP,
  verifiedOn: STAMP,
  employmentStatus: STAMP,
  leftOn: STAMP,
  newCompany: STAMP,
  newTitle: STAMP,
};

const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;

/** @returns the value that a field might get */
function candidate(field: Field, { facts, had, eventCodes, day }: Considered): Candidate {
  const { linkedIn, employment } = facts;
  switch (field) {
    case 'mobile':
      return mobileCandidate(facts, had);
    case 'linkedIn': {
      const code = eventCodes.appendLinkedIn;
      const hadOne = had.linkedIn !== undefined || code === 'replaced' || code === 'from_input';
      return { ...compared(linkedIn?.url, had.linkedIn, sameUser), isFilled: hadOne };
    }
    case 'title':
      return compared(employment?.title, had.title);
    case 'company':
      return compared(employment?.company, had.company);
    case 'mobileStatus':
      return stamp(facts.mobileCheck);
    case 'employmentStatus':
      return stamp(employment?.state);
    case 'mobileCheckedOn':
    case 'verifiedOn':
      return stamp(day);
    case 'newCompany':
      return stamp(employment?.company);
    case 'newTitle':
      return stamp(employment?.title);
    case 'leftOn': {
      const left = stamp(employment?.leftOn);
      const isMonth = left.value === undefined || MONTH.test(left.value);
      return isMonth ? left : { ...left, obstacle: 'It is no month such as 2026-01.' };
    }
    case 'email':
      return compared(undefined, had.email);
    default:
      return field satisfies never;
  }
}

function mobileCandidate({ mobile }: Facts, had: HadBefore): Candidate {
  if (mobile === undefined) return compared(undefined, had.mobile);
  const e164 = plainMobile(mobile);
  const number = compared(e164 ?? mobile.raw, had.mobile, (one, other) =>
    sameIdentifier('phone', one, other),
  );
  return e164 === undefined
    ? { ...number, obstacle: 'It cannot be told how it is dialled from abroad (E.164).' }
    : number;
}

/** A field of our own: nobody else writes it, and what it had is not asked. */
function stamp(value: string | undefined): Candidate {
  return { value: given(value), isFilled: false, isSame: false };
}

function compared(
  found: string | undefined,
  was: string | undefined,
  isSame: (one: string, other: string) => boolean = sameText,
): Candidate {
  const value = given(found);
  return {
    value,
    was,
    isFilled: was !== undefined,
    isSame: value !== undefined && was !== undefined && isSame(value, was),
  };
}

function given(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed ? trimmed : undefined;
}

function sameText(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => text.normalize('NFKC').trim().toLowerCase());
  return a === b;
}

function sameUser(one: string, other: string): boolean {
  return sameText(one, other) || sameIdentifier('linkedIn', one, other);
}

function sameIdentifier(kind: 'email' | 'linkedIn' | 'phone', one: string, other: string): boolean {
  const known = identifierOf(kind, one)?.value;
  return known !== undefined && known === identifierOf(kind, other)?.value;
}

function emailDecisions(email: EmailFact, { had }: Considered, rules: DigestPolicy['rules']): Decision[] {
  const code = email.new ? 'found' : email.deliverable === false ? 'undeliverable' : undefined;
  const rule = code && rules.get(`email.${code}`)?.get('email');
  if (code === undefined || rule === undefined) return [];
  const asked: Asked = { name: `email.${code}`, field: 'email', rule };
  if (code === 'undeliverable') {
    const action = rule === 'keep' || rule === 'never' ? rule : 'flag';
    return [{ field: 'email', action, value: email.address, rule: asked.name, because: UNDELIVERABLE }];
  }
  const found = compared(email.address, had.email, (one, other) => sameIdentifier('email', one, other));
  if (email.deliverable === true) return [decide(asked, found)];
  return [{ ...decide({ ...asked, rule: 'keep' }, found), because: UNCHECKED }];
}

const UNDELIVERABLE = 'Modigie says that mail to an address that was sent cannot be delivered.';
const UNCHECKED = 'Modigie does not say that mail to it can be delivered.';

/** Of two values for one field the first is written, and a person decides about the other. */
function onlyOneSet(decisions: readonly Decision[]): Decision[] {
  const set = new Set<Field | null>();
  return decisions.map((decision) => {
    if (decision.action !== 'set') return decision;
    const isSecond = set.has(decision.field);
    set.add(decision.field);
    return isSecond
      ? { ...decision, action: 'flag', because: 'Another value is set already: a person decides.' }
      : decision;
  });
}
