/** Brief views over HTTP: what a list needs, and nothing of a person; and what reveals the rest. */
import { describe, expect, it } from 'vitest';
import { tombstone } from '../../shared/jobs/records.ts';
import { StoreUnavailableError } from '../../shared/ports/errors.ts';
import { deadLetter } from '../../shared/use-cases/dead-letter.ts';
import { PAYLOAD, publishedRecord, received, START, submission } from '../fixtures.ts';
import { apiUnderTest } from './api-under-test.ts';

const { gateway, call, post, end } = apiUnderTest();

describe('a brief view', () => {
  it('leaves out what Modigie knows of the person, and nothing else', async () => {
    const payload = { ...PAYLOAD, tags: [{ name: 'set', value: 'brief' }] };
    await post(submission('brief-1', { payload }));
    await end('brief-1', 'completed', { payload: { person: { firstName: 'Ingrid' } } });
    for (const path of ['/v1/jobs/brief-1', '/v1/jobs?tag=set%3Dbrief']) {
      const view = `${path.includes('?') ? '&' : '?'}view=`;
      const [byDefault, full, brief] = [
        await call('GET', path),
        await call('GET', `${path}${view}full`),
        await call('GET', `${path}${view}brief`),
      ];
      expect(full.text).toBe(byDefault.text);
      expect(full.text).toContain('Ingrid');
      const emptied = (_: string, value: unknown) =>
        typeof value === 'object' && value !== null && 'job' in value ? { ...value, job: null } : value;
      expect(brief.text).toBe(JSON.stringify(JSON.parse(full.text, emptied)));
    }
  });

  it.each(['', 'short', 'BRIEF', 'full,brief'])('is asked for in one way, and not by %j', async (view) => {
    const { status, json } = await call('GET', `/v1/jobs?view=${view}`);
    expect([status, json.parameter, json.detail]).toEqual([400, 'view', expect.any(String)]);
  });

  it('is that of one page: the next may be read in full', async () => {
    const payload = { ...PAYLOAD, tags: [{ name: 'set', value: 'paged' }] };
    for (const name of ['paged-1', 'paged-2']) {
      await post(submission(name, { payload }));
      await end(name, 'completed');
    }
    const list = '/v1/jobs?tag=set%3Dpaged&pageSize=1';
    const { json: first } = await call('GET', `${list}&view=brief`);
    const { json: second } = await call('GET', `${list}&view=full&pageToken=${first.nextPageToken}`);
    expect([first.jobs[0].job, second.jobs[0].job?.id]).toEqual([null, 'paged-2']);
  });

  it('may be asked for of what is done to a job, too', async () => {
    const found = { payload: { person: { firstName: 'Ingrid' } } };
    await post(submission('acted-1'));
    await end('acted-1', 'completed', found);
    await post(submission('acted-2'));
    await end('acted-2', 'processing', found);
    await post(submission('acted-3'));
    await end('acted-3', 'failed');
    const { json: successor } = await call('POST', '/v1/jobs/acted-3:retry');
    await end(successor.requestId, 'processing', found);
    for (const [path, body] of [
      ['/v1/jobs/acted-1:redeliver', undefined],
      ['/v1/jobs/acted-2:replay', undefined],
      ['/v1/jobs/acted-3:retry', undefined],
      ['/v1/jobs:batch', [submission('acted-1'), submission('acted-2')]],
    ] as const) {
      const [full, brief] = [
        await call('POST', path, { body }),
        await call('POST', `${path}?view=brief`, { body }),
      ];
      expect(full.text, path).toContain('Ingrid');
      expect(brief.status, path).toBe(full.status);
      expect(brief.text, path).not.toContain('Ingrid');
      expect((await call('POST', `${path}?view=some`, { body })).json.parameter, path).toBe('view');
    }
  });
});

describe('a reveal', () => {
  const auditOf = async (target: string) => {
    const { json } = await call('GET', `/v1/audit?target=${encodeURIComponent(target)}`);
    return json.entries.map(({ action, step, outcome, reason }: Record<string, unknown>) => ({
      action,
      step,
      outcome,
      reason,
    }));
  };

  it('shows what was sent and what came, and is in the audit', async () => {
    await post(submission('shown-1'));
    const { text: before } = await call('POST', '/v1/jobs/shown-1:reveal');
    expect(JSON.parse(before)).toEqual({
      requestId: 'shown-1',
      reason: null,
      payload: PAYLOAD,
      job: null,
    });
    await end('shown-1', 'completed', { payload: { person: { firstName: 'Ingrid' } } });
    const body = { reason: 'Ticket OPS-313' };
    const { status, json } = await call('POST', '/v1/jobs/shown-1:reveal', { body });
    expect([status, json]).toMatchObject([
      200,
      { payload: PAYLOAD, job: { payload: { person: { firstName: 'Ingrid' } } } },
    ]);
    const act = { action: 'reveal', reason: body.reason };
    const told = await auditOf('shown-1');
    expect(told.filter(({ reason }: { reason: unknown }) => reason === body.reason)).toEqual([
      { ...act, step: 'outcome', outcome: 'revealed' },
      { ...act, step: 'intent', outcome: null },
    ]);
  });

  it('of what was purged says so', async () => {
    await gateway.store.create(tombstone(publishedRecord('gone-1'), START));
    const { status, json } = await call('POST', '/v1/jobs/gone-1:reveal');
    expect([status, json]).toEqual([
      200,
      { requestId: 'gone-1', reason: 'purged', payload: null, job: null },
    ]);
    expect((await auditOf('gone-1'))[0].outcome).toBe('nothing-left');
  });

  it('of a dead letter shows its message, and is in the audit', async () => {
    await deadLetter(gateway, received('{"a":1}', { by: 'ingrid' }), {
      source: 'intake-jobs',
      reason: 'invalid',
    });
    const [{ id }] = (await call('GET', '/v1/deadLetters')).json.deadLetters;
    const { status, json } = await call('POST', `/v1/deadLetters/${id}:reveal`, {
      body: { reason: 'OPS-313' },
    });
    expect([status, json]).toEqual([
      200,
      { id, attributes: { by: 'ingrid' }, data: 'eyJhIjoxfQ==', text: '{"a":1}' },
    ]);
    const act = { action: 'reveal-dead-letter', reason: 'OPS-313' };
    expect(await auditOf(id)).toEqual([
      { ...act, step: 'outcome', outcome: 'revealed' },
      { ...act, step: 'intent', outcome: null },
    ]);
  });

  it.each([
    ['GET', '/v1/jobs/shown-1:reveal', 405],
    ['POST', '/v1/jobs/nobody:reveal', 404],
    ['POST', '/v1/jobs/shown-1:reveal?view=brief', 400],
    ['POST', '/v1/deadLetters/nobody:reveal', 404],
    ['POST', '/v1/deadLetters/000000000000000000000000:reveal', 404],
  ])('%s %s is refused', async (method, path, status) => {
    expect((await call(method, path)).status).toBe(status);
  });

  it('that cannot be told is not made', async () => {
    await post(submission('untold-1'));
    const append = gateway.audit.append.bind(gateway.audit);
    gateway.audit.append = () => Promise.reject(new StoreUnavailableError());
    const { status, text } = await call('POST', '/v1/jobs/untold-1:reveal');
    gateway.audit.append = append;
    expect([status, text.includes('Ingrid')]).toEqual([503, false]);
  });
});
