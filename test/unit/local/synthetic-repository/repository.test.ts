import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../../local/clock.ts';
import { REALISTIC, SyntheticRepository } from '../../../../local/synthetic-repository/repository.ts';
import { PAYLOAD } from '../../../fixtures.ts';

const DAY = 86_400_000;
const LIFE = ['created', 'validated', 'enqueued', 'dispatching', 'processing', 'completed'];

function world(timing = REALISTIC) {
  const clock = new VirtualClock(Date.UTC(2026, 2, 1));
  const answers: {
    readonly attributes: Readonly<Record<string, string>>;
    readonly job: Record<string, unknown> & { id?: string; status?: string; payload?: typeof PAYLOAD };
  }[] = [];
  const repository = new SyntheticRepository({
    repositoryId: 'r',
    clock,
    timing,
    answer: (_type, { data, attributes }) => answers.push({ attributes, job: JSON.parse(String(data)) }),
  });
  let messages = 0;
  const send = (
    requestId: string | undefined,
    body: unknown = { payload: PAYLOAD },
    {
      jobType = 'enrichMobile',
      ...more
    }: { readonly jobType?: string; readonly [attribute: string]: string | undefined } = {},
  ) => {
    messages += 1;
    const attributes = { ...(requestId !== undefined && { modigieJobRequestId: requestId }), ...more };
    repository.receive(jobType, {
      data: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
      attributes,
      messageId: `m${messages}`,
      publishTime: '2026-03-01T00:00:00Z',
    });
  };
  const settle = (ms = DAY) => clock.outside().sleep(ms);
  const statuses = (id: string) => answers.filter(({ job }) => job.id === id).map(({ job }) => job.status);
  const last = (id: string) => answers.filter(({ job }) => job.id === id).at(-1)?.job;
  return { clock, answers, repository, send, settle, statuses, last };
}
const tagged = (outcome: string) => ({
  payload: { ...PAYLOAD, tags: [{ name: 'synthetic.outcome', value: outcome }] },
});
const named = ([firstName, lastName, title]: readonly [string, string, string], more: object = {}) => ({
  payload: { person: { firstName, lastName }, employment: { company: { title } }, ...more },
});

describe('the synthetic repository', () => {
  it('answers once per status, each later than the one before, with its times', async () => {
    const { send, settle, statuses, answers, repository } = world();
    send('a');
    await settle();
    expect(statuses('a')).toEqual(LIFE);
    const times = answers.map(({ job }) => String(job['updateTime']));
    expect(times).toEqual(times.toSorted());
    expect(new Set(times).size).toBe(6);
    expect(
      answers.map(({ job }) =>
        [job['dispatchTime'], job['startTime'], job['endTime']].map((time) => time !== null),
      ),
    ).toEqual([
      [false, false, false],
      [false, false, false],
      [false, false, false],
      [true, false, false],
      [true, true, false],
      [true, true, true],
    ]);
    expect(repository.charged()).toBe(1);
  });

  it('discards a request without ID, with an invalid one, and one that reuses an ID', async () => {
    const { send, settle, answers, statuses } = world();
    send(undefined);
    send('a/b');
    send('c');
    send('c', { payload: { ...PAYLOAD, urls: [] } });
    await settle();
    const discards = answers.filter(
      ({ attributes }) => attributes['modigieJobDiscardReasonType'] !== undefined,
    );
    expect(
      discards.map(({ attributes, job }) => [
        attributes['modigieJobDiscardReasonType'],
        attributes['modigiePubsubMessageId'],
        job.id,
      ]),
    ).toEqual([
      ['MissingJobIdError', 'm1', undefined],
      ['InvalidJobIdError', 'm2', undefined],
      ['DuplicateJobIdError', 'm4', undefined],
    ]);
    expect(statuses('c')).toEqual(LIFE);
  });

  it('does nothing for an identical duplicate, and replays the final answer once the job has ended', async () => {
    const { send, settle, statuses, answers } = world();
    send('a');
    send(
      'a',
      JSON.stringify({
        payload: { employment: PAYLOAD.employment, person: { lastName: 'Lindqvist', firstName: 'Ingrid' } },
      }),
    );
    await settle();
    expect(statuses('a')).toEqual(LIFE);
    send('a');
    expect(statuses('a')).toEqual([...LIFE, 'completed']);
    expect(answers.at(-1)).toEqual(answers.at(-2));
  });

  it.each([
    ['failed', 'failed', 'JobFailReason'],
    ['deadline-exceeded', 'failed', 'JobDeadlineExceededReason'],
    ['canceled', 'canceled', 'JobCancelReason'],
    ['expired', 'canceled', 'JobExpireReason'],
    ['evicted', 'canceled', 'JobPipelineEvictedReason'],
    ['rejected', 'rejected', 'JobRejectReason'],
  ])('ends as the tag %s asks', async (outcome, status, reasonType) => {
    const { send, settle, last, repository } = world();
    send('a', tagged(outcome));
    await settle();
    expect(last('a')).toMatchObject({ status, reason: { reasonType }, events: null });
    expect(repository.charged()).toBe(0);
  });

  it('is silent, or fails the first attempts of a lineage, as tagged', async () => {
    const { send, settle, statuses } = world();
    send('s', tagged('silent'));
    for (const id of ['f', 'f~2', 'f~3']) send(id, tagged('fail-first:2'));
    await settle();
    expect(statuses('s')).toEqual([]);
    expect(['f', 'f~2', 'f~3'].map((id) => statuses(id).at(-1))).toEqual(['failed', 'failed', 'completed']);
  });

  it.each([
    ['missing input', named(['', 'B', 'C']), {}, 'enrichMobile'],
    ['no body', '', {}, 'enrichMobile'],
    [
      'a tag out of bounds',
      { payload: { ...PAYLOAD, tags: [{ name: 'x'.repeat(257), value: 'v' }] } },
      {},
      'enrichMobile',
    ],
    ['a priority out of range', { payload: PAYLOAD, priority: 101 }, {}, 'enrichMobile'],
    ['an expiry out of bounds', { payload: PAYLOAD }, { modigieJobExpireAfter: 'PT1H' }, 'enrichMobile'],
    [
      'an impossible phone number',
      { payload: { ...PAYLOAD, phoneNumbers: [{ phoneNumber: { userFormat: '12-34' } }] } },
      {},
      'verifyMobile',
    ],
  ])('rejects %s, with a reason', async (_name, body, attributes, jobType) => {
    const { send, settle, statuses, last } = world();
    send('a', body, { ...attributes, jobType });
    await settle();
    expect(statuses('a')).toEqual(['created', 'rejected']);
    expect(last('a')).toMatchObject({ reason: { reasonType: 'JobRejectReason', code: 400 } });
  });

  it('dispatches the highest priority first, then the oldest, no faster than its quota', async () => {
    const { send, settle, answers } = world({ ...REALISTIC, dispatchesPerSecond: 1 });
    for (const [id, priority] of [
      ['low', 10],
      ['first', 50],
      ['second', 50],
      ['high', 90],
    ] as const)
      send(id, { payload: PAYLOAD, priority });
    await settle();
    const dispatched = answers
      .filter(({ job }) => job.status === 'dispatching')
      .map(({ job }) => [job.id, Date.parse(String(job['dispatchTime']))] as const);
    expect(dispatched.map(([id]) => id)).toEqual(['high', 'first', 'second', 'low']);
    expect((dispatched[3]?.[1] ?? 0) - (dispatched[0]?.[1] ?? 0)).toBe(3000);
  });

  it('cancels what waits longer than its expiry, and never what is dispatched', async () => {
    const { send, settle, last } = world({ ...REALISTIC, dispatchesPerSecond: 1 / 90_000 });
    send('early', { payload: PAYLOAD, priority: 90 }, { modigieJobExpireAfter: 'P3D' });
    send('late', { payload: PAYLOAD }, { modigieJobExpireAfter: 'P1D' });
    await settle(10 * DAY);
    expect(last('early')).toMatchObject({ status: 'completed' });
    expect(last('late')).toMatchObject({
      status: 'canceled',
      reason: { reasonType: 'JobExpireReason' },
      dispatchTime: null,
    });
  });

  it('evicts what waits when the subscription ends', async () => {
    const { send, settle, last, repository } = world({ ...REALISTIC, dispatchesPerSecond: 1 / 1000 });
    send('a');
    await settle(10_000);
    repository.evict();
    await settle();
    expect(last('a')).toMatchObject({
      status: 'canceled',
      reason: { reasonType: 'JobPipelineEvictedReason' },
    });
  });

  it.each([
    ['A', 'A', 'A', {}, ['appended', 'appended', 'verified']],
    ['M', 'M', 'I', {}, ['appended', 'appended', 'verified']],
    ['N', 'N', 'J', {}, ['unable_to_append', 'unable_to_append', 'changed']],
    [' ángel', 'Øst', 'r', {}, ['appended', 'unable_to_append', 'changed']],
    [
      'Zoë',
      'B',
      'S',
      { urls: [{ url: { userFormat: 'https://linkedin.com/in/zoe-b' } }] },
      ['unable_to_append', 'from_input', 'unable_to_verify'],
    ],
    [
      '8',
      'X',
      '7up',
      { urls: [{ url: { userFormat: 'linkedin.com/in/eight' } }] },
      ['unable_to_append', 'replaced', 'unable_to_verify'],
    ],
  ])('completes %s %s at %s %o by the published tables', async (first, lastName, company, more, expected) => {
    const { send, settle, last } = world();
    send('a', named([first, lastName, company], more));
    await settle();
    const events = last('a')?.['events'] as Record<string, { code: string }>;
    expect(['appendMobile', 'appendLinkedIn', 'verifyEmployment'].map((task) => events[task]?.code)).toEqual(
      expected,
    );
  });

  it('appends numbers from the range that is reserved for fiction, and keeps what was sent as it was', async () => {
    const { send, settle, last } = world();
    const source = { objectSystem: 'crm', objectId: '7', propertyName: 'phone' };
    const phone = { phoneNumber: { userFormat: '+1 415-555-0101' }, source };
    send('a', named(['A', 'A', 'J'], { phoneNumbers: [phone], tags: [{ name: 'team', value: 'x' }] }));
    await settle();
    const payload = last('a')?.payload as unknown as {
      phoneNumbers: { phoneNumber: { e164Format: string }; source: unknown; phoneType: string }[];
      tags: unknown;
      employment: { employmentEnd: { iso8601Format: string } };
    };
    expect(payload.phoneNumbers[0]).toMatchObject(phone);
    expect(payload.phoneNumbers[1]).toMatchObject({
      source: null,
      phoneType: 'mobile',
      phoneNumber: { e164Format: expect.stringMatching(/^\+1\d{3}55501\d\d$/) },
    });
    expect(payload.tags).toEqual([{ name: 'team', value: 'x' }]);
    expect(payload.employment.employmentEnd.iso8601Format).toMatch(/^20\d\d-\d\d$/);
  });
});
