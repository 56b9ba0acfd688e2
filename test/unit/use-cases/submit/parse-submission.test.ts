import { describe, expect, it } from 'vitest';
import { parseSubmission } from '../../../../shared/use-cases/submit/parse-submission.ts';
import { PAYLOAD, submission, testGateway } from '../../../fixtures.ts';

const gateway = testGateway();
const pointers = (input: unknown, context: Parameters<typeof parseSubmission>[0] = gateway) => {
  const parsed = parseSubmission(context, input);
  return 'violations' in parsed ? parsed.violations.map(({ pointer }) => pointer).sort() : parsed.kind;
};

describe('parsing a submission', () => {
  it('accepts a good one', () => {
    expect(parseSubmission(gateway, submission('a', { priority: 60, expireAfter: 'P3D' }))).toMatchObject({
      kind: 'submission',
      requestId: 'a',
      content: { priority: 60, expireAfter: 'P3D' },
    });
  });

  it('accepts single-letter names', () => {
    expect(
      pointers(submission('a', { payload: { ...PAYLOAD, person: { firstName: 'A', lastName: 'B' } } })),
    ).toBe('submission');
  });

  it('reports every violation at once', () => {
    const input = {
      requestId: '..',
      jobType: 'enrichMobile',
      priority: 101,
      expireAfter: 'P1M',
      extra: 1,
      payload: { person: { firstName: 7, surname: 'x' }, tags: [{ name: '', value: 'v' }] },
    };
    expect(pointers(input)).toEqual([
      '/expireAfter',
      '/extra',
      '/payload/employment/company/title',
      '/payload/person/firstName',
      '/payload/person/lastName',
      '/payload/person/surname',
      '/payload/tags/0/name',
      '/priority',
      '/requestId',
    ]);
  });

  it.each([
    ['a job type that is not configured', submission('a', { jobType: 'telepathy' }), ['/jobType']],
    [
      'a blank required name',
      submission('a', { payload: { ...PAYLOAD, person: { firstName: '  ', lastName: 'B' } } }),
      ['/payload/person/firstName'],
    ],
    [
      'a NUL',
      submission('a', { payload: { ...PAYLOAD, person: { firstName: 'A\0', lastName: 'B' } } }),
      ['/payload/person/firstName'],
    ],
    [
      'a lone surrogate',
      submission('a', { payload: { ...PAYLOAD, person: { firstName: 'A\uD800', lastName: 'B' } } }),
      ['/payload/person/firstName'],
    ],
    ['a lone surrogate as job type', submission('a', { jobType: 'enrich\uD800' }), ['/jobType']],
    [
      '__proto__ as a member',
      JSON.parse(
        `{"requestId":"a","jobType":"enrichMobile","payload":${JSON.stringify(PAYLOAD)},"__proto__":{}}`,
      ),
      ['/__proto__'],
    ],
    ['a fraction as priority', submission('a', { priority: 1.5 }), ['/priority']],
    ['an expiry below a day', submission('a', { expireAfter: 'PT23H' }), ['/expireAfter']],
    ['an expiry above 30 days', submission('a', { expireAfter: 'P31D' }), ['/expireAfter']],
    ['null', null, ['']],
    ['an array', [], ['']],
    ['a string', 'x', ['']],
  ])('refuses %s', (_name, input, expected) => {
    expect(pointers(input)).toEqual(expected);
  });

  it.each([
    '',
    '.',
    '..',
    '__x__',
    'a/b',
    'ä',
    'a b',
    'x'.repeat(129),
    'lead~2',
  ])('refuses the request ID %j', (requestId) => {
    expect(pointers(submission(requestId))).toEqual(['/requestId']);
  });

  it.each([
    'a',
    'x'.repeat(128),
    'A.b_c~d-e',
    '...',
    '__x',
    'lead~two',
  ])('accepts the request ID %j', (requestId) => {
    expect(pointers(submission(requestId))).toBe('submission');
  });

  it('refuses a priority where none is sent, and says what to set', () => {
    expect(
      pointers(submission('a', { priority: 5 }), { ...gateway, priorityCarrier: { in: 'nowhere' } }),
    ).toEqual(['/priority']);
  });

  it.each([
    ['a job type that is not configured', { jobType: 'telepathy' }, gateway],
    ['required input that is missing', { payload: {} }, gateway],
    ['a priority', { priority: 5 }, { ...gateway, priorityCarrier: { in: 'nowhere' } } as const],
  ])('names what another configuration might accept: %s', (_what, more, context) => {
    const input = submission('a', more);
    const accepting = { ...gateway, jobTypes: new Map([[input.jobType, { topic: 't', requirements: [] }]]) };
    const accepted = parseSubmission(accepting, input);
    if (accepted.kind !== 'submission') throw new Error(accepted.kind);
    expect(parseSubmission(context, input)).toMatchObject({
      kind: 'unacceptable',
      requestId: 'a',
      fingerprint: accepted.content.fingerprint,
      named: true,
    });
  });

  it('holds requests to 100 kB', () => {
    const sized = (length: number) =>
      submission('a', {
        payload: { ...PAYLOAD, person: { ...PAYLOAD.person, middleNames: 'x'.repeat(length) } },
      });
    const around = Buffer.byteLength(JSON.stringify({ payload: sized(0).payload }));
    expect(parseSubmission(gateway, sized(100_000 - around)).kind).toBe('submission');
    expect(parseSubmission(gateway, sized(100_001 - around))).toEqual({ kind: 'too-large', bytes: 100_001 });
  });

  it('never names a value', () => {
    const secret = 'Zebediah-secret';
    const parsed = parseSubmission(gateway, {
      requestId: `${secret}/`,
      jobType: 'enrichMobile',
      payload: { person: { firstName: [secret] } },
      priority: secret,
    });
    expect(JSON.stringify(parsed)).not.toContain(secret);
  });
});
