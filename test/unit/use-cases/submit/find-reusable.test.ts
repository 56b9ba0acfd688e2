import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import type { ReuseRules } from '../../../../shared/jobs/money/reuse-rules.ts';
import type { Peppers } from '../../../../shared/jobs/persons/peppers.ts';
import { PublishError, StoreUnavailableError } from '../../../../shared/ports/errors.ts';
import type { PersonQuery } from '../../../../shared/ports/job-store.ts';
import { submitJob } from '../../../../shared/use-cases/submit/submit-job.ts';
import {
  DAY,
  id,
  PAYLOAD,
  PEPPERS,
  submission,
  type TestGateway,
  TOPICS,
  testGateway,
} from '../../../fixtures.ts';
import {
  intercept,
  logged,
  receiveAnswer,
  recordOf,
  storedOf,
  submit,
  submitMany,
  sweepAfter,
  transitionOf,
} from '../actions.ts';

const REUSE: ReuseRules = new Map([['enrichMobile', { days: 30, by: ['linkedin', 'email'] }]]);

function payloadOf(email: string) {
  return { ...PAYLOAD, emailAddresses: [{ emailAddress: { userFormat: email } }] };
}

const lead = (requestId: string, more: object = {}) =>
  submission(requestId, { payload: payloadOf('ingrid@hollander.example'), ...more });

/** A gateway with a job about the person that was paid for. */
async function knowing(options: Parameters<typeof testGateway>[0] = {}): Promise<TestGateway> {
  const gateway = testGateway({ reuse: REUSE, ...options });
  await submit(gateway, lead('paid'));
  await receiveAnswer(gateway, {
    id: 'paid',
    events: { appendMobile: { code: 'appended' } },
    payload: payloadOf('ingrid@hollander.example'),
  });
  return gateway;
}

const passes = (gateway: TestGateway, ms: number) => {
  gateway.clock.time = later(gateway.clock.time, ms);
};

async function statusOf(gateway: TestGateway, input: object = lead('again')) {
  const result = await submit(gateway, input);
  return 'record' in result ? result.record.status : result.kind;
}

const resultsOf = (gateway: TestGateway) =>
  gateway.published.to(TOPICS.results).map(({ message }) => ({
    ...message,
    data: JSON.parse(String(message.data)),
  }));

describe('a submission about somebody of whom the answer is known', () => {
  it('is answered with it at once, delivered, and never requested', async () => {
    const gateway = await knowing();
    const result = await submit(gateway, lead('again'));
    expect(result).toMatchObject({
      kind: 'accepted',
      record: { status: 'reused', reused: { from: 'paid' }, account: { reservedOn: null } },
    });
    expect(gateway.published.requestIds()).toEqual(['paid']);
    expect(resultsOf(gateway).at(-1)).toMatchObject({
      attributes: {
        requestId: 'again',
        status: 'reused',
        reusedFrom: 'paid',
        dedupKey: 'again/reused',
        'event.appendMobile': 'appended',
      },
      data: { requestId: 'again', status: 'reused', reusedFrom: 'paid', final: true, job: { id: 'paid' } },
    });
    expect(logged(gateway)).toContain('job.reused');
    expect(await recordOf(gateway, 'again')).toMatchObject({ wake: { for: 'purge' } });
  });

  it('is told so again when it is sent again, by whatever members besides', async () => {
    const gateway = await knowing();
    await submit(gateway, lead('again'));
    expect(await submit(gateway, lead('again', { reuse: 'never' }))).toMatchObject({
      kind: 'replayed',
      record: { status: 'reused' },
    });
    expect(gateway.published.requestIds()).toEqual(['paid']);
  });

  it('is delivered by the sweep where its delivery failed', async () => {
    const gateway = await knowing();
    gateway.published.failWith = new PublishError('unavailable', 'no', { maybeSent: false });
    expect(await statusOf(gateway)).toBe('reused');
    gateway.published.failWith = undefined;
    await sweepAfter(gateway);
    expect(resultsOf(gateway).at(-1)).toMatchObject({ attributes: { dedupKey: 'again/reused' } });
  });

  it('takes up no room in a budget, and goes out where none is left', async () => {
    const gateway = await knowing({ budgets: [{ name: 'all', per: 'day', limit: 1 }] });
    expect(await statusOf(gateway, submission('another'))).toBe('over-budget');
    expect(await statusOf(gateway)).toBe('reused');
    expect(gateway.budget.named('all')?.used).toBe(1);
  });

  it('is served as one that had no room before', async () => {
    const gateway = testGateway({ reuse: REUSE, budgets: [{ name: 'all', per: 'day', limit: 1 }] });
    await submit(gateway, lead('paid'));
    expect(await statusOf(gateway)).toBe('over-budget');
    await receiveAnswer(gateway, { id: 'paid', events: { appendMobile: { code: 'appended' } } });
    expect(await statusOf(gateway)).toBe('reused');
    expect(resultsOf(gateway).at(-1)).toMatchObject({ attributes: { dedupKey: 'again/reused' } });
  });

  it('is served in a batch as it is alone, by one round of look-ups', async () => {
    const gateway = await knowing();
    const results = await submitMany(gateway, [lead('b-1'), submission('b-2'), lead('b-3')]);
    expect(results).toMatchObject([
      { record: { status: 'reused' } },
      { record: { status: 'published' } },
      { record: { status: 'reused' } },
    ]);
  });

  it('finds none under way: of two at once both are requested', async () => {
    const gateway = testGateway({ reuse: REUSE });
    await Promise.all([submit(gateway, lead('a')), submit(gateway, lead('b'))]);
    expect(gateway.published.requestIds().toSorted()).toEqual(['a', 'b']);
  });

  it('whose ID Modigie has a job under finds out whose that is, as ever', async () => {
    const gateway = await knowing();
    await receiveAnswer(gateway, { id: 'again', status: 'processing' });
    expect(await statusOf(gateway)).not.toBe('reused');
    expect(gateway.published.requestIds()).toEqual(['paid', 'again']);
  });
});

describe('an answer', () => {
  it.each<[string, object, string]>([
    ['is asked for anew', { reuse: 'never' }, 'published'],
    ['is asked for anew within no day', { reuse: 'P0D' }, 'published'],
    ['is too old for the submission', { reuse: 'P7D' }, 'published'],
    ['is fresh enough for the submission', { reuse: 'P9D' }, 'reused'],
    ['may be as old as the rule says and no older', { reuse: 'P9999D' }, 'reused'],
    ['is left to the rule', { reuse: null }, 'reused'],
  ])('that %s is held to that', async (_what, more, status) => {
    const gateway = await knowing();
    passes(gateway, 8 * DAY);
    expect(await statusOf(gateway, lead('again', more))).toBe(status);
  });

  it('is not served once the days of the rule are over, whatever is asked for', async () => {
    const gateway = await knowing();
    passes(gateway, 30 * DAY);
    expect(await statusOf(gateway, lead('again', { reuse: 'P9999D' }))).toBe('published');
  });

  it.each<[string, (gateway: TestGateway) => unknown]>([
    ['of a person who was erased', (gateway) => erase(gateway, 'paid')],
    ['that was purged', (gateway) => sweepAfter(gateway, 31 * DAY)],
  ])('%s serves nobody', async (_what, happen) => {
    const gateway = await knowing({ reuse: new Map([['enrichMobile', { days: 90, by: ['email'] }]]) });
    await happen(gateway);
    expect(await statusOf(gateway)).toBe('published');
  });

  it('of another team serves nobody, and nothing is said of it', async () => {
    const gateway = await knowing();
    const as = (team: 'team=emea' | 'every', name: string) =>
      submitJob({ ...gateway, caller: { email: null, team } }, lead(name));
    expect(await as('team=emea', 'x')).toMatchObject({ record: { status: 'published' } });
    expect(await as('every', 'y')).toMatchObject({ record: { status: 'reused' } });
  });

  it('is never one that was reused itself: it ages', async () => {
    const gateway = await knowing();
    passes(gateway, 20 * DAY);
    await submit(gateway, lead('again'));
    passes(gateway, 20 * DAY);
    expect(await statusOf(gateway, lead('third'))).toBe('published');
  });

  it('is found under a pepper that has been replaced', async () => {
    const gateway = await knowing();
    const peppers: Peppers = [{ version: '2', secret: 'a-new-secret-of-the-tests-0123456789' }, ...PEPPERS];
    const renewed = { ...gateway, peppers };
    expect(await submitJob(renewed, lead('again'))).toMatchObject({ record: { status: 'reused' } });
  });
});

describe('the look-up', () => {
  function asking(gateway: TestGateway): PersonQuery[] {
    const asked: PersonQuery[] = [];
    intercept(gateway.store, 'findByPerson', (query) => void asked.push(query as PersonQuery));
    return asked;
  }

  it('is one query, and none for a type without a rule, a person without a key, or one who wants none', async () => {
    const gateway = await knowing();
    const asked = asking(gateway);
    await submit(gateway, lead('again'));
    expect(asked).toHaveLength(1);
    await submit(gateway, submission('unknown'));
    await submit(gateway, lead('fresh', { reuse: 'never' }));
    await submitJob({ ...gateway, reuse: new Map() }, lead('off'));
    await submitJob({ ...gateway, peppers: [] }, lead('keyless'));
    expect(asked).toHaveLength(1);
  });

  it('is bounded, however many identifiers a payload has', async () => {
    const gateway = await knowing();
    const asked = asking(gateway);
    const emailAddresses = Array.from({ length: 90 }, (_, i) => ({
      emailAddress: { userFormat: `a${i}@hollander.example` },
    }));
    await submit(gateway, submission('many', { payload: { ...PAYLOAD, emailAddresses } }));
    expect(asked[0]?.keys).toHaveLength(30);
    expect(asked[0]?.limit).toBeLessThanOrEqual(50);
  });

  it('that fails has the submission sent again: nothing is bought unseen', async () => {
    const gateway = await knowing();
    intercept(gateway.store, 'findByPerson', () => {
      throw new StoreUnavailableError();
    });
    expect(await submit(gateway, lead('again'))).toEqual({ kind: 'unavailable', requestId: 'again' });
    expect(gateway.published.requestIds()).toEqual(['paid']);
  });
});

describe('a copy', () => {
  it('is erased when its original is erased while it is made', async () => {
    const gateway = await knowing();
    intercept(gateway.store, 'create', () => erase(gateway, 'paid'));
    await submit(gateway, lead('again'));
    expect(await recordOf(gateway, 'again')).toMatchObject({
      status: 'reused',
      erased: true,
      payload: null,
      reused: { from: 'paid', job: null },
    });
    await sweepAfter(gateway);
    expect(resultsOf(gateway).at(-1)).toMatchObject({ data: { requestId: 'again', job: null } });
  });

  it('is found by the keys of its person', async () => {
    const gateway = await knowing();
    await submit(gateway, lead('again', { payload: { ...payloadOf('ingrid@hollander.example') } }));
    const copied = (await recordOf(gateway, 'again')).reused;
    expect(copied?.job).toBe((await recordOf(gateway, 'paid')).answer?.job);
  });
});

async function erase(gateway: TestGateway, requestId: string): Promise<void> {
  const event = { type: 'erase-asked', erasure: 'e-1', peppers: gateway.peppers } as const;
  const { record, revision } = await storedOf(gateway, requestId);
  if (record.erased) return;
  const { stored } = await transitionOf(gateway, event, { record, revision });
  expect(stored?.record.requestId).toBe(id(requestId));
}
