/** Rules that hold of every digest, whatever the job is: generated jobs, and any JSON at all. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DigestibleJob, digest } from '../../../shared/digest/digest.ts';
import {
  ACTIONS,
  DEFAULT_DIGEST,
  type DigestPolicy,
  FIELDS_OF,
  RULE_NAMES,
  type Rule,
  rulesOf,
} from '../../../shared/digest/digest-policy.ts';
import { TASKS } from '../../../shared/protocol/job-types.ts';

const RUNS = { numRuns: 2_000 };
const texts = fc.oneof(
  fc.constantFrom('', ' ', '+1 303-555-0142', '2026-01', 'Ann', 'Ann@x.test', 'linkedin.com/in/ann-one'),
  fc.constant('x'.repeat(300)),
  fc.string({ maxLength: 12 }),
);
const maybe = <T>(values: fc.Arbitrary<T>) =>
  fc.option(fc.oneof({ weight: 9, arbitrary: values as fc.Arbitrary<unknown> }, fc.jsonValue()), {
    nil: undefined,
  });
const ours = fc.constantFrom(
  { objectSystem: 'HubSpot', objectId: '17' },
  { objectSystem: 'salesforce-eu', objectType: 'Lead', objectId: '00Q1U00000X3nidUAB' },
);
const anySource = fc.record(
  {
    objectSystem: fc.constantFrom('HubSpot', 'salesforce-eu', 'crm', 'other', ''),
    objectType: fc.constantFrom('Contact', 'Lead', 'Account', '', null),
    objectId: fc.constantFrom('17', '0031U00000X3nidUAB', '00Q1U00000X3nidUAB', '', null, 'x'),
  },
  { requiredKeys: [] },
);
const sources = fc.oneof(ours, anySource);
const entry = (member: string) =>
  fc.record(
    {
      [member]: maybe(
        fc.record({
          userFormat: texts,
          e164Format: maybe(fc.constantFrom('+13035550142', '')),
          normalFormat: maybe(texts),
          isSyntaxValid: maybe(fc.boolean()),
          isDeliverable: maybe(fc.boolean()),
        }),
      ),
      phoneType: maybe(fc.constantFrom('mobile', 'MOBILE', 'voip', 'landline', 'unknown')),
      rels: maybe(fc.subarray(['linkedInUser', 'sms', 'business'])),
      source: maybe(sources),
    },
    { requiredKeys: [] },
  );
const title = maybe(
  fc.record({ title: texts, source: maybe(sources), verification: maybe(fc.record({ title: texts })) }),
);
const payloads = fc.record(
  {
    person: maybe(fc.record({ firstName: texts, source: maybe(sources) })),
    employment: maybe(
      fc.record({
        company: title,
        position: title,
        employmentEnd: maybe(fc.record({ iso8601Format: texts })),
      }),
    ),
    emailAddresses: maybe(fc.array(entry('emailAddress'), { maxLength: 3 })),
    phoneNumbers: maybe(fc.array(entry('phoneNumber'), { maxLength: 3 })),
    urls: maybe(fc.array(entry('url'), { maxLength: 3 })),
  },
  { requiredKeys: [] },
);
const codes = fc.record(
  Object.fromEntries(
    Object.entries(TASKS).map(([task, known]) => [task, fc.constantFrom(...known, 'not_known', '__proto__')]),
  ),
  { requiredKeys: [] },
);
const jobs = (statuses: fc.Arbitrary<string>): fc.Arbitrary<DigestibleJob> =>
  fc.record({
    requestId: fc.constant('17_enrichMobile_1'),
    version: fc.constantFrom('2026-02-03T09:15:03.077000Z', null),
    status: statuses,
    eventCodes: codes as fc.Arbitrary<Record<string, string>>,
    job: maybe(fc.record({ endTime: maybe(texts), payload: maybe(payloads) })),
    sent: fc.option(payloads, { nil: undefined }),
  });
const ended = jobs(fc.constantFrom('completed', 'reused'));

const rule: fc.Arbitrary<Rule> = fc.oneof(
  fc.constantFrom(...ACTIONS, 'set' as const, 'set' as const),
  fc.record({ empty: fc.constantFrom(...ACTIONS), filled: fc.constantFrom(...ACTIONS) }),
);
const policies: fc.Arbitrary<DigestPolicy> = fc
  .array(fc.tuple(fc.constantFrom(...RULE_NAMES), rule), { minLength: 8, maxLength: 20 })
  .map((given) => ({
    ...DEFAULT_DIGEST,
    systems: new Map([['crm', 'hubspot' as const]]),
    rules: new Map([
      ...DEFAULT_DIGEST.rules,
      ...given.map(([name, one]) => {
        const event = name.slice(0, name.indexOf('.')) as keyof typeof FIELDS_OF;
        const writable = FIELDS_OF[event].filter((field) => field !== 'company');
        return [name, rulesOf(Object.fromEntries(writable.map((field) => [field, one])))] as const;
      }),
    ]),
  }));

const valuesIn = (input: object): unknown[] =>
  'properties' in input
    ? Object.values(input.properties as object)
    : Object.entries(input).flatMap(([name, value]) => (name === 'attributes' ? [] : [value]));

describe('every digest', () => {
  it('is made without a throw, and is JSON, whatever the job is', () => {
    const any = fc.record({
      requestId: fc.string(),
      version: fc.constant(null),
      status: fc.constantFrom('completed', 'reused'),
      eventCodes: fc.dictionary(fc.string(), fc.string()),
      job: fc.oneof(fc.jsonValue(), fc.record({ payload: fc.jsonValue() })),
      sent: fc.option(fc.jsonValue(), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.oneof(any, ended), (job) => {
        const digested = digest(job, DEFAULT_DIGEST);
        expect(JSON.parse(JSON.stringify(digested))).toEqual(digested);
      }),
      RUNS,
    );
  });

  it('is of no job that is not completed', () => {
    const others = fc.string().filter((status) => status !== 'completed' && status !== 'reused');
    fc.assert(
      fc.property(jobs(others), policies, (job, policy) => {
        expect(digest(job, policy)).toEqual({ digest: null, reason: 'not-completed' });
      }),
    );
  });

  it('patches only what a source names by an ID, with values that are not blank, and never a company', () => {
    let patched = 0;
    fc.assert(
      fc.property(ended, policies, (job, policy) => {
        const { digest: made } = digest(job, policy);
        const named = JSON.stringify(job.sent ?? job.job ?? null);
        for (const { input } of made?.patches ?? []) {
          patched += 1;
          expect(input.id).not.toBe('');
          expect(named).toContain(`"objectId":"${input.id}"`);
          const values = valuesIn(input);
          expect(values.length).toBeGreaterThan(0);
          for (const value of values) expect(String(value).trim()).not.toBe('');
          expect(values.every((value) => typeof value === 'string')).toBe(true);
          expect(Object.keys({ ...input, ...(input.properties as object) })).not.toContain('company');
        }
        const company = made?.decisions.filter(({ field }) => field === 'company') ?? [];
        expect(company.map(({ action }) => action)).not.toContain('set');
      }),
      RUNS,
    );
    expect(patched).toBeGreaterThan(100);
  });

  it('sets nothing over a value that was sent, unless the policy says so', () => {
    let set = 0;
    fc.assert(
      fc.property(ended, policies, (job, policy) => {
        for (const { digest: made, rules } of [
          { ...digest(job, DEFAULT_DIGEST), rules: DEFAULT_DIGEST.rules },
          { ...digest(job, policy), rules: policy.rules },
        ])
          for (const { field, action, was, rule: name } of made?.decisions ?? []) {
            if (action !== 'set' || was === undefined || field === null) continue;
            const asked = rules.get(name)?.get(field);
            expect(typeof asked === 'string' ? asked : asked?.filled).toBe('set');
            expect(rules).not.toBe(DEFAULT_DIGEST.rules);
            set += 1;
          }
      }),
      RUNS,
    );
    expect(set).toBeGreaterThan(10);
  });

  it('sets a field once, and is the same each time', () => {
    fc.assert(
      fc.property(ended, policies, (job, policy) => {
        const [one, other] = [digest(job, policy), digest(structuredClone(job), policy)];
        expect(JSON.stringify(one)).toBe(JSON.stringify(other));
        const set = one.digest?.decisions.filter(({ action }) => action === 'set') ?? [];
        expect(new Set(set.map(({ field }) => field)).size).toBe(set.length);
      }),
      RUNS,
    );
  });
});
