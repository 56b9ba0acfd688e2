import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../../shared/jobs/audit-entry.ts';
import { later } from '../../../../shared/jobs/instant.ts';
import { StoreUnavailableError } from '../../../../shared/ports/errors.ts';
import { LOG_EVENTS } from '../../../../shared/telemetry/log-events.ts';
import { retryJob } from '../../../../shared/use-cases/operate/retry-job.ts';
import { id, MINUTE, type TestGateway, testGateway } from '../../../fixtures.ts';
import { fail, intercept, logged, receiveAnswer, recordOf, submit, sweepAfter } from '../actions.ts';

const OPS = 'ops@acme.example';
const REASON = 'Ticket OPS-311';
const EXPIRED = { status: 'canceled', reason: { reasonType: 'JobExpireReason' } };

/** A gateway in which `lead-1`, submitted by the CRM, expired: the policy does not retry it. */
async function expired(): Promise<TestGateway> {
  const gateway = testGateway();
  await submit({ ...gateway, caller: { email: 'crm@acme.example', team: 'every' } });
  await receiveAnswer(gateway, EXPIRED);
  gateway.events.length = 0;
  return gateway;
}

function retry(gateway: TestGateway, email: string | null = OPS, requestId = 'lead-1') {
  return retryJob(
    { ...gateway, caller: { email, team: 'every' } },
    { requestId: id(requestId), reason: REASON },
  );
}

async function told(gateway: TestGateway): Promise<Partial<AuditEntry>[]> {
  const { entries } = await gateway.audit.list({ filter: {}, limit: 99 });
  return entries.toReversed().map(({ actor, target, step, outcome }) => ({ actor, target, step, outcome }));
}

const intent = (actor: string | null = OPS, target = 'lead-1') => ({
  actor,
  target,
  step: 'intent',
  outcome: null,
});
const outcome = (kind: string, actor: string | null = OPS, target = 'lead-1') => ({
  actor,
  target,
  step: 'outcome',
  outcome: kind,
});

describe('an act of a person', () => {
  it('is told before it is done, and after, with who did it and why', async () => {
    const gateway = await expired();
    const before: unknown[] = [];
    intercept(gateway.store, 'replace', async () => before.push(await told(gateway)));
    await retry(gateway);
    expect(before[0]).toEqual([intent()]);
    expect(await told(gateway)).toEqual([intent(), outcome('retried')]);
    const { entries } = await gateway.audit.list({ filter: {}, limit: 9 });
    expect(entries.map(({ via, action, reason }) => [via, action, reason])).toEqual([
      ['api', 'retry', REASON],
      ['api', 'retry', REASON],
    ]);
    expect(entries[0]?.operation).toBe(entries[1]?.operation);
  });

  it('is logged in the same way at NOTICE, without its reason: that is free text', async () => {
    const gateway = await expired();
    await retry(gateway);
    const events = gateway.events.filter(({ name }) => name.startsWith('audit.'));
    const fields = { requestId: 'lead-1', action: 'retry', operation: expect.any(String) };
    expect(events).toEqual([
      { name: 'audit.intent', fields },
      { name: 'audit.outcome', fields: { ...fields, outcome: 'retried' } },
    ]);
    expect(events.map(({ name }) => LOG_EVENTS[name])).toEqual(['NOTICE', 'NOTICE']);
    expect(JSON.stringify(gateway.events)).not.toContain('OPS-311');
  });

  it('makes the operator the requester of the next attempt, and leaves that of the one before', async () => {
    const gateway = await expired();
    await retry(gateway);
    expect(await recordOf(gateway)).toMatchObject({ requestedBy: 'crm@acme.example' });
    expect(await recordOf(gateway, 'lead-1~2')).toMatchObject({ requestedBy: OPS });
  });

  it('is told of nobody on a machine where nobody has a name', async () => {
    const gateway = await expired();
    await retry(gateway, null);
    expect(await told(gateway)).toEqual([intent(null), outcome('retried', null)]);
    expect(await recordOf(gateway, 'lead-1~2')).toMatchObject({ requestedBy: 'crm@acme.example' });
  });
});

describe('what cannot be told', () => {
  it('is not done: nothing is stored, nothing is sent', async () => {
    const gateway = await expired();
    const before = await recordOf(gateway);
    gateway.audit.append = () => Promise.reject(new StoreUnavailableError());
    await expect(retry(gateway)).rejects.toThrow(StoreUnavailableError);
    expect(await recordOf(gateway)).toEqual(before);
    expect(await gateway.store.get(id('lead-1~2'))).toBeUndefined();
    expect(gateway.published.requestIds()).toEqual(['lead-1']);
    expect(logged(gateway)).toEqual([]);
  });

  it('stands where it is the outcome, and is answered as it is; the log says so', async () => {
    const gateway = await expired();
    const append = gateway.audit.append.bind(gateway.audit);
    gateway.audit.append = (entry) =>
      entry.step === 'outcome' ? Promise.reject(new StoreUnavailableError()) : append(entry);
    expect(await retry(gateway)).toMatchObject({ kind: 'retried', successor: { requestId: 'lead-1~2' } });
    expect(gateway.published.requestIds()).toEqual(['lead-1', 'lead-1~2']);
    expect(gateway.events.at(-1)).toEqual({
      name: 'audit.outcome-untold',
      fields: {
        requestId: 'lead-1',
        action: 'retry',
        operation: expect.any(String),
        outcome: 'retried',
        error: expect.any(StoreUnavailableError),
      },
    });
    expect(LOG_EVENTS['audit.outcome-untold']).toBe('ERROR');
    gateway.audit.append = append;
    expect(await retry(gateway)).toMatchObject({ kind: 'replayed' });
    expect(await told(gateway)).toEqual([intent(), outcome('replayed')]);
  });
});

describe('an act that is asked for again, since its answer was lost', () => {
  it('is told once', async () => {
    const gateway = await expired();
    await retry(gateway);
    gateway.clock.time = later(gateway.clock.time, MINUTE);
    await retry(gateway);
    await retry(gateway, OPS, 'lead-1');
    expect(await told(gateway)).toEqual([intent(), outcome('retried')]);
  });

  it('and at once, is told once', async () => {
    const gateway = await expired();
    await Promise.all([retry(gateway), retry(gateway), retry(gateway)]);
    expect(await told(gateway)).toEqual([intent(), { ...outcome(''), outcome: expect.any(String) }]);
    expect(gateway.published.requestIds()).toEqual(['lead-1', 'lead-1~2']);
  });

  it.each([
    'lead-1',
    'lead-1~2',
  ])('after the call broke off in the middle is told to its end: %s', async (asked) => {
    const gateway = await expired();
    if (asked === 'lead-1~2') {
      await retry(gateway, 'first@acme.example');
      await receiveAnswer(gateway, { ...EXPIRED, id: 'lead-1~2' });
      gateway.clock.time = later(gateway.clock.time, MINUTE);
    }
    const already = await told(gateway);
    const create = gateway.store.create;
    fail(gateway, 'create');
    await expect(retry(gateway, OPS, asked)).rejects.toThrow(StoreUnavailableError);
    expect(await told(gateway)).toEqual([...already, intent(OPS, asked)]);
    gateway.store.create = create;
    await sweepAfter(gateway);
    expect(await retry(gateway, OPS, asked)).toMatchObject({ kind: 'replayed' });
    expect(await told(gateway)).toEqual([...already, intent(OPS, asked), outcome('replayed', OPS, asked)]);
    const { kind, ...result } = await retry(gateway, OPS, 'lead-1');
    expect([kind, result]).toMatchObject(['replayed', { successor: { requestedBy: OPS } }]);
  });

  it("by somebody else is no act of that person's: nothing was done for them", async () => {
    const gateway = await expired();
    await retry(gateway);
    expect(await retry(gateway, 'late@acme.example')).toMatchObject({ kind: 'replayed' });
    expect(await told(gateway)).toEqual([intent(), outcome('retried')]);
  });

  it('is answered, even if the audit cannot be read then', async () => {
    const gateway = await expired();
    await retry(gateway);
    gateway.audit.find = () => Promise.reject(new StoreUnavailableError());
    expect(await retry(gateway)).toMatchObject({ kind: 'replayed' });
  });
});

describe('two who ask for the same act at once', () => {
  it('are both told, and the successor is that of the first', async () => {
    const gateway = await expired();
    let isFirst = true;
    intercept(gateway.store, 'replace', async () => {
      if (!isFirst) return;
      isFirst = false;
      await retry(gateway, 'first@acme.example');
    });
    expect(await retry(gateway)).toMatchObject({ kind: 'replayed' });
    expect(await told(gateway)).toEqual(
      expect.arrayContaining([
        intent(),
        intent('first@acme.example'),
        outcome('retried', 'first@acme.example'),
        outcome('replayed'),
      ]),
    );
    expect(await recordOf(gateway, 'lead-1~2')).toMatchObject({ requestedBy: 'first@acme.example' });
    expect(gateway.published.requestIds()).toEqual(['lead-1', 'lead-1~2']);
  });
});

describe('an act that is refused', () => {
  it('as the job stands is no act: nothing is told but in the log', async () => {
    const gateway = testGateway();
    await submit(gateway);
    expect(await retry(gateway)).toMatchObject({ kind: 'not-retryable', reason: 'in-progress' });
    expect(await retry(gateway, OPS, 'nobody')).toEqual({ kind: 'not-found' });
    expect(await told(gateway)).toEqual([]);
    expect(logged(gateway)).toContain('job.not-retryable');
  });

  it('since the job moved on meanwhile is told with that outcome', async () => {
    const gateway = await expired();
    let isFirst = true;
    intercept(gateway.store, 'replace', async () => {
      if (!isFirst) return;
      isFirst = false;
      await receiveAnswer(gateway, { status: 'completed', updateTime: '2026-03-01T00:05:00.000000Z' });
    });
    expect(await retry(gateway)).toMatchObject({ kind: 'not-retryable', reason: 'completed' });
    expect(await told(gateway)).toEqual([intent(), outcome('not-retryable')]);
  });
});
