/** A company with teams: a caller sees, requests and changes jobs of its own team alone, by every call. */
import { describe, expect, it } from 'vitest';
import { apiHandler } from '../../local/stacks/api-handler.ts';
import type { Call } from '../../shared/api/call.ts';
import { CALLS } from '../../shared/api/calls.ts';
import type { Team, Teams } from '../../shared/jobs/teams.ts';
import { apiFunctions } from '../api-functions.ts';
import { submission, testGateway } from '../fixtures.ts';

const TEAMS: Teams = { tags: new Set(['team=emea', 'team=apac']), members: new Map() };
const EMEA = 'team=emea';
const APAC = 'team=apac';

interface Asked {
  readonly method: string;
  readonly target: string;
  readonly body?: unknown;
}

function company() {
  const gateway = {
    ...testGateway({ budgets: [{ name: 'apac', tag: APAC, per: 'day', limit: 1 }] }),
    teams: TEAMS,
  };
  const api = apiHandler(apiFunctions(gateway));
  const ask = async (team: Team, { method, target, body }: Asked) => {
    const { status, body: text } = await api({
      method,
      target,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
      caller: { email: `${team.replace('=', '-')}@acme.example`, team },
    });
    return { status, body: JSON.parse(text), text };
  };
  const send = (team: Team, target: string, body?: unknown) =>
    ask(team, { method: body === undefined ? 'GET' : 'POST', target, body });
  return { gateway, ask, send };
}

const ID = 'contact-1_enrichMobile_1';
const requested = (requestId: string, tags: object[] = []) => {
  const { payload, ...rest } = submission(requestId);
  return { ...rest, payload: { ...payload, ...(tags.length > 0 && { tags }) } };
};
/** A company in which the team of APAC has requested one lead. */
async function withTheirs() {
  const made = company();
  expect((await made.send(APAC, '/v1/jobs', requested(ID))).status).toBe(202);
  return made;
}

const every = Object.entries(CALLS) as [string, Call][];

describe('a caller of one team', () => {
  it.each(
    every.filter(([, { pathParameters }]) => pathParameters !== undefined),
  )('finds a job of another team as little as one that does not exist: %s', async (_id, call) => {
    const { send } = await withTheirs();
    const body = call.method === 'POST' ? {} : undefined;
    const target = (requestId: string) => call.path.replace('{id}', requestId);
    const theirs = await send(EMEA, target(ID), body);
    expect(theirs.status).toBeGreaterThanOrEqual(400);
    expect(theirs.text.replaceAll(ID, 'unknown')).toBe((await send(EMEA, target('unknown'), body)).text);
  });

  it('does not see it in lists, counts and batches', async () => {
    const { send } = await withTheirs();
    expect((await send(EMEA, '/v1/jobs')).body).toEqual({ jobs: [] });
    expect((await send(EMEA, '/v1/jobs?orderBy=newest&tag=team%3Dapac')).body).toEqual({ jobs: [] });
    expect((await send(EMEA, '/v1/jobs:batchGet', { requestIds: [ID] })).body).toEqual({ jobs: [null] });
    expect((await send(EMEA, '/v1/jobs:count')).body.byStatus).toEqual({});
    expect((await send(APAC, '/v1/jobs:count')).body.byStatus).toEqual({ published: 1 });
    expect((await send('every', '/v1/jobs:count')).body.byStatus).toEqual({ published: 1 });
  });

  it('has its own jobs revealed', async () => {
    const { send } = await withTheirs();
    const { status, body } = await send(APAC, `/v1/jobs/${ID}:reveal`, {});
    expect([status, body.requestId, body.payload.person]).toEqual([200, ID, submission(ID).payload.person]);
  });

  it('is refused its ID, and told nothing of what it names', async () => {
    const { send } = await withTheirs();
    for (const job of [requested(ID), requested(ID, [{ name: 'campaign', value: 'spring' }])]) {
      const { status, body } = await send(EMEA, '/v1/jobs', job);
      expect([status, body.detail]).toEqual([409, 'It is taken. Choose a new request ID.']);
      const [inBatch] = (await send(EMEA, '/v1/jobs:batch', [job])).body.results;
      expect([inBatch.status, inBatch.detail]).toEqual([409, 'It is taken. Choose a new request ID.']);
    }
    const unacceptable = { ...requested(ID), priority: 1, jobType: 'telepathy' };
    expect((await send(EMEA, '/v1/jobs', unacceptable)).status).toBe(422);
  });

  it('has its jobs under its tag, seen and paid as those of its team, though it does not ask for it', async () => {
    const { send, gateway } = company();
    const { body } = await send(APAC, '/v1/jobs', requested('a-1', [{ name: 'campaign', value: 'spring' }]));
    expect(body.tags).toEqual(['campaign=spring', APAC]);
    expect((await send(APAC, '/v1/jobs', requested('a-2'))).status).toBe(429);
    expect((await send(EMEA, '/v1/jobs', requested('e-1'))).status).toBe(202);
    const sent = gateway.published.sent.map(({ message }) => message.data.toString());
    expect(sent).toHaveLength(2);
    expect(sent.join()).not.toContain('apac');
  });

  it('may not put a job under another team', async () => {
    const { send } = company();
    const { status, body } = await send(
      EMEA,
      '/v1/jobs',
      requested('e-1', [{ name: 'team', value: 'apac' }]),
    );
    expect([status, body.errors[0].pointer]).toEqual([422, '/payload/tags/0']);
  });

  it('has IDs of its own for what it requests without one, and each of them once', async () => {
    const { send } = company();
    const { requestId: _id, ...unnamed } = requested('x');
    const ids = [];
    for (const team of [EMEA, APAC, EMEA] as const) {
      const { body } = await send(team, '/v1/jobs', unnamed);
      ids.push(body.requestId);
    }
    expect(ids[0]).toBe(ids[2]);
    expect(ids[1]).not.toBe(ids[0]);
  });

  it.each(
    every.filter(([, { concerns }]) => concerns === 'every-team'),
  )('is refused what concerns every team: %s', async (_id, call) => {
    const { ask } = company();
    const { method, path } = call;
    const asked = { method, target: path.replace('{id}', 'a'), body: call.body && {} };
    const { status, body } = await ask(EMEA, asked);
    expect([status, body.detail]).toEqual([
      403,
      'It concerns every team, and the caller belongs to one: have a caller of every team do it, as TEAMS has under *.',
    ]);
  });
});

describe('money', () => {
  it('is told to a caller of one team as far as it is that of its own', async () => {
    const { send } = await withTheirs();
    const budgetsOf = async (team: Team) =>
      (await send(team, '/v1/budgets')).body.budgets.map(({ name, used }: { name: string; used: number }) => [
        name,
        used,
      ]);
    expect(await budgetsOf(APAC)).toEqual([['apac', 1]]);
    expect(await budgetsOf(EMEA)).toEqual([]);
    expect((await send(APAC, '/v1/usage')).body).toMatchObject({
      rows: [{ jobType: 'enrichMobile', dimension: APAC, accepted: 1 }],
      total: { accepted: 1 },
    });
    // Jobs are counted by the tag of APAC alone.
    expect((await send(EMEA, '/v1/usage')).body).toMatchObject({ rows: [], total: null });
    expect((await send('every', '/v1/usage?by=team')).body.rows).toMatchObject([{ dimension: APAC }]);
  });
});

describe('a caller of no team', () => {
  it.each(every.filter(([, { concerns }]) => concerns !== 'no-team'))('is refused: %s', async (_id, call) => {
    const { ask } = await withTheirs();
    const { method, path } = call;
    const asked = { method, target: path.replace('{id}', ID), body: call.body && {} };
    const { status, body } = await ask('none', asked);
    expect([status, body.detail]).toEqual([
      403,
      'The caller belongs to no team of this gateway: have its e-mail added to TEAMS, or call as another account.',
    ]);
  });
});

describe('a caller of every team', () => {
  it('sees them all, and requests for the one that it names', async () => {
    const { send } = await withTheirs();
    expect((await send('every', `/v1/jobs/${ID}`)).status).toBe(200);
    await send('every', '/v1/jobs', requested('e-1', [{ name: 'team', value: 'emea' }]));
    expect((await send(EMEA, '/v1/jobs/e-1')).status).toBe(200);
    expect((await send(APAC, '/v1/jobs/e-1')).status).toBe(404);
    expect((await send(EMEA, '/v1/jobs/e-1:digest')).status).toBe(200);
    expect((await send(APAC, '/v1/jobs/e-1:digest')).status).toBe(404);
  });
});
