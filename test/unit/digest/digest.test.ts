import { describe, expect, it } from 'vitest';
import { type Digest, type DigestibleJob, digest } from '../../../shared/digest/digest.ts';
import {
  DEFAULT_DIGEST,
  type DigestPolicy,
  FIELDS_OF,
  RULE_NAMES,
  rulesOf,
} from '../../../shared/digest/digest-policy.ts';
import { TASKS } from '../../../shared/protocol/job-types.ts';
import { CONTACT, digestible, LEAD, MOBILE, sentPayload } from './digestible.ts';

const digestOf = (job: DigestibleJob, policy: DigestPolicy = DEFAULT_DIGEST): Digest => {
  const { digest: made, reason } = digest(job, policy);
  if (made === null) throw new Error(reason);
  return made;
};
const actionsOf = (job: DigestibleJob, policy?: DigestPolicy) =>
  digestOf(job, policy).decisions.map(({ field, action }) => `${action} ${field}`);

/** One decision a line, and then the patches: a person reads what has changed. */
function told({ decisions, patches }: Digest): string[] {
  return [
    ...decisions.map(({ field, action, value, was, rule }) => {
      const before = was === undefined ? '' : ` (was ${was})`;
      return `  ${action.padEnd(5)} ${String(field).padEnd(16)} ${value ?? '-'}${before}  by ${rule}`;
    }),
    ...patches.map((patch) => `  ${JSON.stringify(patch)}`),
  ];
}

describe('the digest of each combination of event codes', () => {
  const combinations = TASKS.appendMobile.flatMap((appendMobile) =>
    TASKS.appendLinkedIn.flatMap((appendLinkedIn) =>
      TASKS.verifyEmployment.map((verifyEmployment) => ({ appendMobile, appendLinkedIn, verifyEmployment })),
    ),
  );
  const checks = TASKS.verifyMobile.map((verifyMobile) => ({ verifyMobile }));
  const all = [...combinations, ...checks].flatMap((codes) =>
    [false, true].map((isFilled) => ({ codes, isFilled })),
  );

  it('is as it was', async () => {
    const text = all.map(({ codes, isFilled }) => {
      const [source, other] = isFilled ? [LEAD, CONTACT] : [CONTACT, LEAD];
      const sent = sentPayload({ isFilled, source });
      const named = { ...sent, person: { ...sent.person, source: { ...other, propertyName: 'name' } } };
      const heading = `${Object.values(codes).join(' ')}, ${isFilled ? 'the fields filled' : 'the fields empty'}`;
      return [heading, ...told(digestOf(digestible(codes, named)))].join('\n');
    });
    expect(text).toHaveLength(70);
    await expect(`${text.join('\n\n')}\n`).toMatchFileSnapshot('digests.golden.txt');
  });
});

describe('the default policy', () => {
  it('has a rule for each code that is published, and none for another', () => {
    expect([...DEFAULT_DIGEST.rules.keys()].toSorted()).toEqual(RULE_NAMES.toSorted());
    for (const [name, fields] of DEFAULT_DIGEST.rules) {
      const event = name.slice(0, name.indexOf('.')) as keyof typeof FIELDS_OF;
      for (const field of fields.keys()) expect(FIELDS_OF[event], name).toContain(field);
      expect(fields.get('company') ?? 'never').toBe('never');
    }
  });
});

describe('a digest', () => {
  it('is of completed jobs alone, and of those that an earlier answer serves', () => {
    const codes = { appendMobile: 'appended' };
    for (const status of ['completed', 'reused'])
      expect(digest(digestible(codes, undefined, { status }), DEFAULT_DIGEST).reason).toBeNull();
    for (const status of ['failed', 'canceled', 'rejected', 'processing', 'published', 'COMPLETED', '']) {
      const digested = digest(digestible(codes, undefined, { status }), DEFAULT_DIGEST);
      expect(digested).toEqual({ digest: null, reason: 'not-completed' });
    }
  });

  it('is none of a job whose details are gone', () => {
    for (const job of [null, undefined, {}, { payload: null }, { payload: 'none' }, 'text', []])
      expect(digest(digestible({}, undefined, { job }), DEFAULT_DIGEST)).toEqual({
        digest: null,
        reason: 'no-payload',
      });
  });

  const manyRecords = (records: number) =>
    sentPayload({ isFilled: true }).emailAddresses?.concat(
      Array.from({ length: records }, (_, i) => ({
        emailAddress: { userFormat: '' },
        source: { ...CONTACT, objectId: String(i + 1), propertyName: 'email' },
      })),
    );
  const changedTo = (title: string, records: number) => {
    const job = digestible({ verifyEmployment: 'changed' });
    const { payload } = job.job as { payload: object };
    const verification = { title };
    const employment = { company: { verification }, position: { verification } };
    const sent = { ...sentPayload(), emailAddresses: manyRecords(records) };
    return { ...job, job: { payload: { ...payload, employment } }, sent };
  };

  it('is none where it would be too large for the message of its result', () => {
    expect(digest(changedTo('t'.repeat(40_000), 700), DEFAULT_DIGEST)).toEqual({
      digest: null,
      reason: 'too-large',
    });
    // Many records, or long texts, are a digest.
    expect(digestOf(changedTo('Head of Routing', 700)).patches.length).toBeGreaterThan(700);
    expect(digestOf(changedTo('t'.repeat(70_000), 1)).patches.length).toBeGreaterThan(0);
  });

  it.each([
    ['nests', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['goes on', JSON.stringify(Array(5_000).fill(0))],
  ])('is none where what Modigie says of compliance %s without end', (_kind, compliance) => {
    const job = digestible({ appendMobile: 'appended' });
    const { payload } = job.job as { payload: { phoneNumbers: object[] } };
    const saying = (said: unknown) => ({
      ...job,
      job: {
        payload: { phoneNumbers: payload.phoneNumbers.map((phone) => ({ ...phone, compliance: said })) },
      },
    });
    expect(digest(saying(JSON.parse(compliance)), DEFAULT_DIGEST).reason).toBe('too-large');
    const usual = { doNotCall: { registered: false, checkedOn: '2026-03-01' } };
    expect(digestOf(saying(usual)).facts.mobile?.compliance).toEqual(usual);
  });

  it('lists an event or a code that is not known, and concludes nothing from it', () => {
    const { decisions, patches } = digestOf(digestible({ appendMobile: 'guessed', appendFax: 'appended' }));
    expect(decisions.map(({ field, action, rule }) => [field, action, rule])).toEqual([
      [null, 'keep', 'appendMobile.guessed'],
      [null, 'keep', 'appendFax.appended'],
    ]);
    expect(patches).toEqual([]);
  });

  it('takes the sources of what was sent where an earlier answer serves it', () => {
    const codes = { appendMobile: 'appended' };
    const { job } = digestible(codes, sentPayload({ source: { ...CONTACT, objectId: '1' } }));
    const ours = { status: 'reused', version: null, job };
    expect(digestOf(digestible(codes, sentPayload(), ours)).patches).toMatchObject([
      { input: { id: '88213', properties: { mobilephone: '+13035550142' } } },
    ]);
    const { patches } = digestOf(digestible(codes, undefined, { ...ours, sent: undefined }));
    expect(patches).toEqual([]);
  });

  it('takes for no find what the sender of another request had sent without a source', () => {
    const codes = { appendMobile: 'appended', appendLinkedIn: 'appended' };
    const theirs = sentPayload({ isFilled: true, source: null });
    const { job } = digestible(codes, theirs);
    const [email] = theirs.emailAddresses ?? [];
    const checked = { emailAddress: { ...email?.emailAddress, isSyntaxValid: true, isDeliverable: true } };
    const payload = { ...(job as { payload: object }).payload, emailAddresses: [checked] };
    const reused = { status: 'reused', version: null, job: { payload } };
    const { facts, patches } = digestOf(digestible(codes, sentPayload(), reused));
    expect(facts.emails).toMatchObject([{ new: false }]);
    expect(patches.map(({ input }) => input)).toEqual([
      {
        id: '88213',
        properties: {
          mobilephone: '+13035550142',
          hs_linkedin_url: 'https://www.linkedin.com/in/ingrid-lindqvist',
        },
      },
    ]);
    // A number that was sent for this request is no find of that one either.
    const ours = { ...sentPayload(), phoneNumbers: [{ phoneNumber: { userFormat: MOBILE } }] };
    expect(digestOf(digestible(codes, ours as never, reused)).facts.mobile).toBeUndefined();
  });

  it('has the version of the answer, and of a reused one that of the job that was paid for', () => {
    const codes = { appendMobile: 'appended' };
    expect(digestOf(digestible(codes)).patches[0]).toMatchObject({
      crm: 'hubspot',
      requestId: '88213_enrichMobile_1',
      version: '2026-02-03T09:15:03.077000Z',
    });
    const job = { ...(digestible(codes).job as object), updateTime: '2026-02-01T09:15:03Z' };
    expect(digestOf(digestible(codes, undefined, { version: null, job })).patches[0]?.version).toBe(
      '2026-02-01T09:15:03.000000Z',
    );
    const timeless = { version: null, job: { payload: (job as unknown as { payload: object }).payload } };
    expect(digestOf(digestible(codes, undefined, timeless)).patches[0]?.version).toBeNull();
  });

  it('stamps the day on which the job ended, and no day where it does not say', () => {
    const codes = { verifyEmployment: 'verified' };
    const day = (endTime: unknown) => {
      const { payload } = digestible(codes).job as { payload: object };
      const { patches } = digestOf(
        digestible(codes, undefined, { version: null, job: { endTime, payload } }),
      );
      return (patches[0]?.input as { properties: Record<string, string> }).properties.modigie_verified_on;
    };
    expect(day('2026-02-28T23:59:59.999999Z')).toBe('2026-02-28');
    expect(day('2026-03-01T00:30:00+01:00')).toBe('2026-02-28');
    for (const none of ['2026-02-31T00:00:00Z', 'yesterday', null, 3]) expect(day(none)).toBeUndefined();
  });

  it('follows the rules of a policy of its own', () => {
    const policy: DigestPolicy = {
      ...DEFAULT_DIGEST,
      rules: new Map([
        ...DEFAULT_DIGEST.rules,
        ['appendLinkedIn.replaced', rulesOf({ linkedIn: 'set' })],
        ['appendMobile.appended', rulesOf({ mobile: { empty: 'keep', filled: 'set' } })],
      ]),
    };
    const codes = { appendMobile: 'appended', appendLinkedIn: 'replaced' };
    expect(actionsOf(digestible(codes, sentPayload({ isFilled: true })), policy)).toEqual([
      'set mobile',
      'set linkedIn',
    ]);
    expect(actionsOf(digestible(codes), policy)).toEqual(['keep mobile', 'set linkedIn']);
  });

  it('is the same to the byte, whatever order the codes are kept in', () => {
    const codes = { verifyEmployment: 'changed', appendMobile: 'appended', b: '1', a: '2' };
    const turned = Object.fromEntries(Object.entries(codes).reverse());
    const [one, other] = [codes, turned].map((eventCodes) => {
      const job = { ...digestible(codes), eventCodes };
      return JSON.stringify(digestOf(job));
    });
    expect(one).toBe(other);
    expect(one).toContain(MOBILE);
  });
});
