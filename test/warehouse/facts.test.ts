/** The transform between the results topic and the table that is kept for years. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { enrich } from '../../local/synthetic-repository/enrichment.ts';
import { eventsOf } from '../../local/synthetic-repository/outcomes.ts';
import { runs } from '../hostile/arbitraries.ts';
import { factsOf, TRANSFORM } from './facts-transform.ts';
import { type PublishedResult, publishedResults } from './golden-results.ts';

let results: PublishedResult[];
let completed: PublishedResult;
beforeAll(async () => {
  results = await publishedResults();
  const found = results.find(({ attributes }) => attributes['requestId'] === 'ordinary-all');
  if (!found) throw new Error('A lead completes.');
  completed = found;
});

const ATTRIBUTES = { dedupKey: 'lead-1/completed', requestId: 'lead-1', status: 'completed' };
const factsIn = (data: string) => JSON.parse(factsOf({ data, attributes: ATTRIBUTES }).data);

describe('the facts of a result', () => {
  it('are its IDs, codes, times and what is counted', () => {
    const { data, attributes } = factsOf(completed);
    expect(JSON.parse(data)).toEqual({
      requestId: 'ordinary-all',
      rootId: 'ordinary-all',
      attempt: 1,
      retryOf: null,
      jobType: 'enrichMobile',
      status: 'completed',
      cause: null,
      reasonType: null,
      discardReasonType: null,
      publishFailure: null,
      reusedFrom: null,
      version: expect.stringMatching(/^2026-03-01T00:00:\d\d\.\d{6}Z$/),
      requestedAt: '2026-03-01T00:00:00.000Z',
      createdAt: '2026-03-01T00:00:00.000000Z',
      dispatchedAt: expect.stringMatching(/^2026-03-01T00:00:/),
      startedAt: expect.stringMatching(/^2026-03-01T00:00:/),
      completedAt: expect.stringMatching(/^2026-03-01T00:00:/),
      endedAt: expect.stringMatching(/^2026-03-01T00:00:/),
      purged: false,
      erased: false,
      had: { email: true, linkedIn: true, position: true, phone: true },
      showback: { team: 'emea', 'cost-center': '4711' },
      eventCodes: { appendMobile: 'appended', appendLinkedIn: 'from_input', verifyEmployment: 'verified' },
    });
    expect(attributes).toEqual(completed.attributes);
  });

  it('keep the attributes of every ending, by which they are counted', () => {
    expect(results.map((result) => factsOf(result).attributes)).toEqual(
      results.map(({ attributes }) => attributes),
    );
    expect(new Set(results.map(({ attributes }) => attributes['status']))).toEqual(
      new Set(['completed', 'failed', 'canceled', 'rejected', 'discarded', 'unanswered']),
    );
  });

  it('say of what was purged or erased that it was', () => {
    expect(factsIn('{"purgedAt":"2026-04-01T00:00:00.000Z","erased":true}')).toMatchObject({
      purged: true,
      erased: true,
    });
  });

  it('are null where the result of an earlier version has none', () => {
    expect(factsIn('{"requestId":"lead-1"}')).toMatchObject({ requestId: 'lead-1', had: null, showback: {} });
  });

  it('tell two results apart whatever characters a status has', () => {
    const keyOf = (dedupKey: string) =>
      factsOf({ data: '{}', attributes: { dedupKey } }).attributes['dedupKey'];
    expect(keyOf('lead-1/on hold')).toBe('lead-1/on_hold');
    expect(keyOf('lead-1/completed')).toBe('lead-1/completed');
  });
});

describe('what cannot be read', () => {
  it.each([
    ['not-json', 'Ingrid Lindqvist, ingrid@hollander.example'],
    ['not-json', ''],
    ['not-json', '['.repeat(2_000_000).slice(0, 900_000)],
    ['not-an-object', '["Ingrid"]'],
    ['not-an-object', '"Ingrid"'],
    ['not-an-object', 'null'],
    ['too-large', JSON.stringify({ person: 'Ingrid '.repeat(1_500_000) })],
  ])('is a fact of its own, %s, and has its attributes', (unreadable, data) => {
    const facts = factsOf({ data, attributes: ATTRIBUTES });
    expect(facts).toEqual({ data: JSON.stringify({ unreadable }), attributes: ATTRIBUTES });
  });

  it.each([
    [{}],
    [{ data: null, attributes: null }],
    [{ data: 7, attributes: ['x'] }],
  ])('is no message as Pub/Sub has them: %j', (message) => {
    expect(factsOf(message)).toEqual({ data: '{"unreadable":"no-text"}', attributes: {} });
  });

  it('is not a result that is deeply nested: its facts are kept', () => {
    const deep = '['.repeat(5000) + ']'.repeat(5000);
    expect(factsIn(`{"requestId":"lead-1","job":${deep}}`)).toMatchObject({ requestId: 'lead-1' });
  });
});

/** In every text about a person, and in no fact. */
const MARK = 'Zqx';
const marked = fc.string({ unit: 'binary-ascii', maxLength: 12 }).map((more) => `${MARK}${more}`);
const name = fc.stringMatching(/^[a-z]{1,8}$/).map((more) => `${MARK}${more}`);
const payload = fc.record({
  person: fc.record({ firstName: name, middleNames: marked, lastName: name }),
  employment: fc.record({
    company: fc.record({ title: marked }),
    position: fc.record({ title: marked, source: fc.record({ objectId: marked }) }),
  }),
  emailAddresses: fc.array(
    fc.record({ emailAddress: fc.record({ userFormat: name.map((local) => `${local}@${MARK}.example`) }) }),
  ),
  phoneNumbers: fc.array(
    fc.record({
      phoneNumber: fc.record({
        userFormat: fc.integer({ min: 0, max: 99 }).map((n) => `+46 8 7777777 ${n}`),
      }),
    }),
  ),
  urls: fc.array(
    fc.record({ url: fc.record({ userFormat: name.map((user) => `https://www.linkedin.com/in/${user}`) }) }),
  ),
  tags: fc.array(fc.record({ name: marked, value: marked })),
});

/** Where members of a person stand, or might one day. */
const MEMBERS = fc.constantFrom('job', 'payload', 'person', 'tags', 'digest', 'requestedBy', 'facts');

/** Nothing of it in any case, nor digits of its numbers. */
function saysNothingOf(output: object): void {
  const text = JSON.stringify(output).toLowerCase();
  expect(text).not.toContain(MARK.toLowerCase());
  expect(text).not.toContain('7777777');
}

describe('nothing of a person', () => {
  it('is among the facts of an answer, whatever the repository finds', () => {
    fc.assert(
      fc.property(
        payload,
        fc.constantFrom('enrichMobile', 'verifyMobile', 'enrichLinkedIn'),
        (sent, jobType) => {
          const { job, ...view } = JSON.parse(completed.data);
          const found = enrich('lead-1', sent, eventsOf(jobType, sent));
          const tags = sent.tags.map(({ name, value }) => `${name}=${value}`);
          const data = JSON.stringify({
            ...view,
            tags,
            requestedBy: `${MARK}@acme.example`,
            job: { ...job, payload: found },
          });
          const facts = factsOf({ data, attributes: completed.attributes });
          saysNothingOf(facts);
          expect(JSON.parse(facts.data).requestId).toBe('ordinary-all');
        },
      ),
      runs(0.04),
    );
  });

  it('is among them where a person stands in any member but those that are kept', () => {
    const anywhere = fc.object({ key: fc.oneof(fc.string(), MEMBERS), values: [marked], maxDepth: 3 });
    fc.assert(
      fc.property(
        anywhere,
        fc.dictionary(
          fc.string().map((one) => `x-${one}`),
          marked,
        ),
        (more, attributes) => {
          const kept = Object.fromEntries(Object.entries(more).filter(([key]) => !KEPT.has(key)));
          const facts = factsOf({
            data: JSON.stringify({ ...JSON.parse(completed.data), ...kept }),
            attributes: { ...completed.attributes, ...attributes },
          });
          saysNothingOf(facts);
          expect(facts.attributes).toEqual(completed.attributes);
        },
      ),
      runs(0.04),
    );
  });

  it('is among them where a text is in place of an ID, a code or a time: it is none', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).map((more) => `${MARK} ${more}`),
        (person) => {
          const everywhere = Object.fromEntries(
            [...KEPT, 'purgedAt', 'erased'].filter((key) => key !== 'showback').map((key) => [key, person]),
          );
          const history = ['created', 'completed'].map((status) => ({ status, at: person }));
          const data = JSON.stringify({
            ...everywhere,
            history,
            had: { email: person },
            eventCodes: { x: person },
          });
          saysNothingOf(factsOf({ data, attributes: { ...ATTRIBUTES, sequence: person, jobType: person } }));
        },
      ),
      runs(0.04),
    );
  });

  it('and whatever comes, it is a message again: never dropped, never repeated without end', () => {
    const anything = fc.oneof(fc.string(), fc.json(), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(
        anything,
        fc.oneof(fc.dictionary(fc.string(), fc.string()), fc.jsonValue()),
        (data, attributes) => {
          const facts = factsOf({ data, attributes });
          expect(typeof facts.data).toBe('string');
          expect(Object.values(facts.attributes).every((value) => typeof value === 'string')).toBe(true);
          expect(typeof JSON.parse(facts.data)).toBe('object');
        },
      ),
      runs(0.1),
    );
  });
});

/** Members of a result that the facts are read from. */
const KEPT = new Set([
  'requestId',
  'rootId',
  'attempt',
  'retryOf',
  'jobType',
  'status',
  'cause',
  'reasonType',
  'discardReasonType',
  'publishFailure',
  'reusedFrom',
  'version',
  'requestedAt',
  'endedAt',
  'history',
  'had',
  'showback',
  'eventCodes',
]);

describe('the file', () => {
  it('is as small as Pub/Sub takes, and needs nothing but the language', () => {
    expect(Buffer.byteLength(TRANSFORM)).toBeLessThan(20_000);
    expect(TRANSFORM).not.toMatch(/\b(?:require|import|export|process|console|Date|Math\.random)\b *[(.{]/);
  });
});
