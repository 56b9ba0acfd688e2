import { describe, expect, it } from 'vitest';
import { operateJobsHandler } from '../../../../functions/operate-jobs/handler.ts';
import { publishedRecord, testGateway } from '../../../fixtures.ts';
import { recordOf, submit } from '../../use-cases/actions.ts';
import { about, EMAIL } from '../../use-cases/operate/erasures/persons.ts';

const OPS = { email: 'ops@acme.example', team: 'every' } as const;

function world(options: Parameters<typeof testGateway>[0] = {}) {
  const gateway = testGateway(options);
  const handle = operateJobsHandler(gateway);
  const call = async (method: string, target: string, body?: unknown) => {
    const response = await handle({
      method,
      target,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
      caller: OPS,
    });
    return { status: response.status, body: JSON.parse(response.body) };
  };
  return { gateway, call };
}

describe('an erasure by HTTP', () => {
  it('is prepared, shown, listed, run and shown again; nothing in it tells who it was', async () => {
    const { gateway, call } = world();
    await submit(gateway, about('lead-1'));
    const prepared = await call('POST', '/v1/erasures', { email: EMAIL, reason: 'DSR-1' });
    expect(prepared).toMatchObject({
      status: 200,
      body: { state: 'ready', records: 1, actor: OPS.email, blockers: [] },
    });
    const { id } = prepared.body;
    expect((await call('GET', `/v1/erasures/${id}`)).body).toMatchObject({ id, state: 'ready', places: [] });
    const run = await call('POST', `/v1/erasures/${id}:run`);
    expect(run).toMatchObject({ status: 200, body: { state: 'done', requestIdsAtModigie: ['lead-1'] } });
    const shown = await call('GET', `/v1/erasures/${id}`);
    expect(shown.body).not.toHaveProperty('requestIdsAtModigie');
    expect((await call('GET', '/v1/erasures?pageSize=1')).body.erasures).toEqual([shown.body]);
    expect(await recordOf(gateway)).toMatchObject({ erased: true, payload: null });
    const told = JSON.stringify([
      prepared.body,
      run.body,
      shown.body,
      gateway.events,
      gateway.erasures.erasures(),
    ]);
    expect(told).not.toMatch(/ingrid|hollander/i);
    const { entries } = await gateway.audit.list({ filter: { action: 'erase' }, limit: 9 });
    expect(entries.map(({ target, outcome }) => [target, outcome])).toEqual([
      [id, 'done'],
      [id, null],
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/ingrid|hollander/i);
  });

  it('goes on from page to page', async () => {
    const { call, gateway } = world();
    await submit(gateway, about('lead-1'));
    const ids: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      gateway.clock.time = (gateway.clock.time + 1) as never;
      ids.push((await call('POST', '/v1/erasures', { requestIds: ['lead-1'], reason: 'r' })).body.id);
    }
    const first = await call('GET', '/v1/erasures?pageSize=2');
    const second = await call('GET', `/v1/erasures?pageSize=2&pageToken=${first.body.nextPageToken}`);
    const listed = [...first.body.erasures, ...second.body.erasures].map((one: { id: string }) => one.id);
    expect(listed).toEqual(ids.toReversed());
    expect(second.body).not.toHaveProperty('nextPageToken');
    for (const target of ['/v1/erasures?pageToken=AAAA', '/v1/erasures?pageSize=0'])
      expect((await call('GET', target)).status).toBe(400);
    const replay = { since: '2020-01-01T00:00:00Z', pageToken: 'AAAA' };
    expect((await call('POST', '/v1/erasures:replay', replay)).status).toBe(400);
  });

  it('of which too many records are found by now is not done, run or replayed: others are to be prepared', async () => {
    const { gateway, call } = world();
    await submit(gateway, about('lead-1'));
    const [record] = gateway.store.records();
    const { body } = await call('POST', '/v1/erasures', { email: EMAIL, reason: 'r' });
    await call('POST', `/v1/erasures/${body.id}:run`);
    const { payload } = record as NonNullable<typeof record>;
    for (let i = 0; i <= 1_000; i += 1)
      await gateway.store.create({ ...publishedRecord(`more-${i}`), payload });
    const run = await call('POST', `/v1/erasures/${body.id}:run`);
    expect([run.status, run.body.type]).toEqual([422, 'urn:modigie-gateway:problem:erasure-too-large']);
    expect(run.body.detail).toMatch(/nothing was erased.*prepare others/i);
    expect(run.body.detail).not.toContain('Narrow it');
    const replay = await call('POST', '/v1/erasures:replay', { since: '2020-01-01T00:00:00Z' });
    expect(replay.body.erasures).toMatchObject([
      { id: body.id, state: 'incomplete', completedAt: null, detail: run.body.detail },
    ]);
  });

  it('as a dry run has no ID, and leaves nothing behind', async () => {
    const { gateway, call } = world();
    await submit(gateway, about('lead-1'));
    const { status, body } = await call('POST', '/v1/erasures', { email: EMAIL, reason: 'r', dryRun: true });
    expect([status, body.id, body.records, gateway.erasures.erasures()]).toEqual([200, null, 1, []]);
  });

  it.each([
    ['nobody', { reason: 'r' }, ''],
    ['no reason', { email: EMAIL }, '/reason'],
    ['an address that is none', { email: 'ingrid', reason: 'r' }, '/email'],
    ['a URL that is none of LinkedIn', { linkedInUrl: 'https://x.example', reason: 'r' }, '/linkedInUrl'],
    ['a number that is none', { phone: '12', reason: 'r' }, '/phone'],
    ['a request ID that is none', { requestIds: ['a b'], reason: 'r' }, '/requestIds/0'],
    ['no request ID', { requestIds: [], reason: 'r' }, '/requestIds'],
    ['a name', { name: 'Ingrid', email: EMAIL, reason: 'r' }, '/name'],
  ])('of %s is refused, naming the member and no value', async (_what, body, pointer) => {
    const { call } = world();
    const answer = await call('POST', '/v1/erasures', body);
    expect([answer.status, answer.body.errors.map((one: { pointer: string }) => one.pointer)]).toEqual([
      422,
      [pointer],
    ]);
    expect(JSON.stringify(answer.body)).not.toMatch(/ingrid/i);
  });

  it('without a pepper says that it finds by request IDs alone', async () => {
    const { call, gateway } = world({ peppers: [] });
    await submit(gateway, about('lead-1'));
    const refused = await call('POST', '/v1/erasures', { email: EMAIL, reason: 'r' });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/email']);
    expect(refused.body.errors[0].detail).toContain('PERSON_PEPPERS');
    expect((await call('POST', '/v1/erasures', { requestIds: ['lead-1'], reason: 'r' })).status).toBe(200);
  });

  it('that there is none of is not found, and one that is malformed is refused', async () => {
    const { call } = world();
    for (const verb of ['', ':run'] as const) {
      const method = verb === '' ? 'GET' : 'POST';
      const { status, body } = await call(method, `/v1/erasures/er-20260301T000000000Z-0123456789${verb}`);
      expect([status, body.type]).toEqual([404, 'urn:modigie-gateway:problem:erasure-not-found']);
      expect((await call(method, `/v1/erasures/ingrid${verb}`)).body.detail).toContain(
        'must be the ID of a receipt',
      );
    }
  });

  it("is in nobody's name where callers are named: refused", async () => {
    const gateway = testGateway();
    const handle = operateJobsHandler(gateway, { unnamed: 'refused' });
    const body = Buffer.from(JSON.stringify({ requestIds: ['a'], reason: 'r' }));
    const headers = { 'content-type': 'application/json' };
    const answer = await handle({
      method: 'POST',
      target: '/v1/erasures',
      headers,
      body,
      caller: { email: null, team: 'every' },
    });
    expect(answer.status).toBe(403);
  });
});
