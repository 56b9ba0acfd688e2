/** Reading over HTTP. */
import { describe, expect, it } from 'vitest';
import { openApi } from '../../shared/api/openapi.ts';
import { PAYLOAD, submission } from '../fixtures.ts';
import { apiUnderTest } from './api-under-test.ts';

const { call, post, end } = apiUnderTest();

describe('reading', () => {
  it('answers a root ID for its whole lineage', async () => {
    await post(submission('root-1'));
    await end('root-1', 'canceled', { reason: { reasonType: 'JobExpireReason' } });
    const retry = await call('POST', '/v1/jobs/root-1:retry');
    expect([retry.status, retry.headers.get('location')]).toEqual([202, '/v1/jobs/root-1~2']);
    expect((await call('GET', '/v1/jobs/root-1')).json).toMatchObject({
      requestId: 'root-1~2',
      rootId: 'root-1',
      attempt: 2,
      attempts: [{ status: 'canceled' }, { status: 'published' }],
    });
    expect((await call('GET', '/v1/jobs/root-1~2')).json).toMatchObject({
      requestId: 'root-1~2',
      retryOf: 'root-1',
    });
  });

  it.each([
    ['GET', '/v1/jobs/nobody'],
    ['GET', '/v1/jobs/nobody~2'],
    ['GET', '/v1/jobs/nobody:explain'],
    ['GET', '/v1/jobs/nobody:digest'],
  ])('%s %s says that there is no such job, and when there is', async (method, path) => {
    expect((await call(method, path)).json.detail).toBe(
      'Check the request ID; a job appears as soon as its submission is answered.',
    );
  });

  it('waits for the end when it is asked to, and answers as soon as it knows it', async () => {
    await post(submission('awaited-1'));
    const waiting = call('GET', '/v1/jobs/awaited-1?wait=50s');
    await end('awaited-1', 'completed');
    expect((await waiting).json).toMatchObject({ status: 'completed', final: true });
    expect((await call('GET', '/v1/jobs/nobody?wait=50s')).status).toBe(404);
  });

  it.each([
    '0s',
    '51s',
    '050s',
    '30',
    '1m',
    '-1s',
    '1.5s',
    ' 1s',
    '5s,5s',
  ])('waits for no %j', async (wait) => {
    const { status, json } = await call('GET', `/v1/jobs/nobody?wait=${encodeURIComponent(wait)}`);
    expect([status, json.parameter, json.detail]).toEqual([
      400,
      'wait',
      'wait must be a whole number of seconds from 1s to 50s.',
    ]);
  });

  it('explains a root with its whole lineage, and a later attempt alone', async () => {
    await post(submission('told-1'));
    await end('told-1', 'canceled', { reason: { reasonType: 'JobExpireReason' } });
    await call('POST', '/v1/jobs/told-1:retry');
    const codesOf = async (id: string) => {
      const { status, json } = await call('GET', `/v1/jobs/${id}:explain`);
      expect([status, json.requestId]).toEqual([200, id]);
      return json.sentences.map(({ code }: { code: string }) => code);
    };
    expect(await codesOf('told-1')).toEqual(
      expect.arrayContaining(['told-by', 'canceled', 'retried', 'due-purge', 'sent-again', 'due-silence']),
    );
    expect(await codesOf('told-1~2')).toEqual(expect.not.arrayContaining(['told-by', 'retried']));
  });

  it.each([
    ['POST', '/v1/jobs/told-1:explain', 405],
    ['GET', '/v1/jobs/told-1:explain?verbose=1', 400],
    ['GET', '/v1/jobs/nobody:explain', 404],
    ['GET', '/v1/jobs/a%2Fb:explain', 404],
    ['GET', '/v1/jobs/told-1:explains', 404],
  ])('%s %s is refused', async (method, path, status) => {
    expect((await call(method, path)).status).toBe(status);
  });

  it('shows the JobV2 as Modigie sent it', async () => {
    await post(submission('raw-1'));
    await end('raw-1', 'completed', { payload: { person: { firstName: 'Ingrid' } } });
    expect((await call('GET', '/v1/jobs/raw-1')).json.job).toMatchObject({
      id: 'raw-1',
      payload: { person: { firstName: 'Ingrid' } },
    });
  });

  it('lists page by page, filtered', async () => {
    for (const name of ['list-1', 'list-2', 'list-3'])
      await post(submission(name, { payload: { ...PAYLOAD, tags: [{ name: 'set', value: 'list' }] } }));
    const first = await call('GET', '/v1/jobs?tag=set%3Dlist&pageSize=2');
    expect(first.json.jobs.map(({ requestId }: { requestId: string }) => requestId)).toEqual([
      'list-1',
      'list-2',
    ]);
    const second = await call(
      'GET',
      `/v1/jobs?tag=set%3Dlist&pageSize=2&pageToken=${first.json.nextPageToken}`,
    );
    expect(second.json.jobs.map(({ requestId }: { requestId: string }) => requestId)).toEqual(['list-3']);
    expect(second.json.nextPageToken).toBeUndefined();
    expect((await call('GET', '/v1/jobs:count?tag=set%3Dlist')).json).toEqual({
      byStatus: { published: 3 },
      countedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z$/),
    });
  });

  it('lists what failed lately, newest first, page by page', async () => {
    const payload = { ...PAYLOAD, tags: [{ name: 'set', value: 'failing' }] };
    for (const name of ['f-1', 'f-2', 'f-3', 'f-4']) await post(submission(name, { payload }));
    await end('f-1', 'canceled', { reason: { reasonType: 'JobExpireReason' } });
    await end('f-3', 'rejected', { reason: { reasonType: 'JobRejectReason' } });
    await end('f-4', 'completed');
    await end('f-2', 'canceled', { reason: { reasonType: 'JobExpireReason' } });
    const newest = '/v1/jobs?tag=set%3Dfailing&orderBy=newest&since=1h';
    const listed = async (query: string) => {
      const { json } = await call('GET', newest + query);
      const jobs = json.jobs.map(({ requestId, cause }: Record<string, string>) => `${requestId} ${cause}`);
      return { jobs, token: json.nextPageToken, scanned: json.scanned };
    };
    const all = await listed('');
    expect(all.jobs.toSorted()).toEqual([
      'f-1 canceled/JobExpireReason',
      'f-2 canceled/JobExpireReason',
      'f-3 rejected/JobRejectReason',
      'f-4 null',
    ]);
    const failed = '&status=canceled,rejected&pageSize=2';
    const first = await listed(failed);
    const second = await listed(`${failed}&pageToken=${first.token}`);
    expect([...first.jobs, ...second.jobs]).toEqual(all.jobs.filter((job: string) => job !== 'f-4 null'));
    expect([second.token, second.scanned]).toEqual([undefined, undefined]);
    expect((await listed('&reason=JobExpireReason')).jobs).toHaveLength(2);
    expect((await listed('&cause=rejected/JobRejectReason')).jobs).toEqual(['f-3 rejected/JobRejectReason']);
    const byName = await call('GET', '/v1/jobs?tag=set%3Dfailing&since=1h&status=canceled');
    expect([byName.json.jobs.length, byName.json.scanned]).toEqual([2, 2]);
    const count = await call(
      'GET',
      '/v1/jobs:count?tag=set%3Dfailing&since=1h&status=canceled,completed,failed',
    );
    expect(count.json.byStatus).toEqual({ canceled: 2, completed: 1 });
  });

  it('lists every parameter that there is to whoever writes another', async () => {
    expect((await call('GET', '/v1/jobs?state=failed')).json).toMatchObject({
      type: 'urn:modigie-gateway:problem:invalid-parameter',
      parameter: 'state',
      detail:
        'state is not a parameter of this call, which takes status, jobType, tag, reason, cause, since, until, ' +
        'orderBy, view, pageSize, pageToken; check the spelling.',
    });
    expect((await call('GET', '/v1/jobs:count?reason=JobExpireReason')).json.detail).toBe(
      'reason is not a parameter of this call, which takes status, jobType, tag, since, until; check the spelling.',
    );
  });

  it.each([
    ['orderBy=oldest', 'orderBy', 'orderBy must be name or newest.'],
    ['status=a,', 'status', 'status has nothing before or behind a comma: write its values as a,b.'],
    ['jobType=,', 'jobType', 'jobType has nothing before or behind a comma: write its values as a,b.'],
    [`cause=${'x,'.repeat(20)}x`, 'cause', 'cause takes at most 20 values.'],
    ['since=1h&until=2h', 'since', 'since must be before until, which is not part of the span itself.'],
    [
      'until=tomorrow',
      'until',
      'until must be an RFC 3339 time such as 2026-03-01T09:00:00Z, or a time before now such as 30m, 2h or 3d.',
    ],
  ])('refuses the list with %s, and says what to write', async (query, parameter, detail) => {
    const { status, json } = await call('GET', `/v1/jobs?${query}`);
    expect([status, json.parameter, json.detail]).toEqual([400, parameter, detail]);
  });

  it('gives many at once, final ones only if asked so', async () => {
    await post(submission('done-1'));
    await end('done-1', 'completed');
    const read = (finalOnly: boolean) =>
      call('POST', '/v1/jobs:batchGet', {
        body: { requestIds: ['done-1', 'nobody', 'list-1', '/'], finalOnly },
      });
    expect((await read(false)).json.jobs.map((job: { requestId: string } | null) => job?.requestId)).toEqual([
      'done-1',
      undefined,
      'list-1',
      undefined,
    ]);
    expect((await read(true)).json.jobs.map((job: { requestId: string } | null) => job?.requestId)).toEqual([
      'done-1',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('gives many without what is known of the person, when asked for in brief', async () => {
    await post(submission('done-2'));
    await end('done-2', 'completed');
    const read = async (view: string) =>
      (await call('POST', '/v1/jobs:batchGet', { body: { requestIds: ['done-2'], view } })).json;
    expect((await read('full')).jobs[0].job).not.toBeNull();
    expect((await read('brief')).jobs[0]).toMatchObject({ requestId: 'done-2', job: null });
    expect((await read('some')).errors).toEqual([{ pointer: '/view', detail: 'must be full or brief' }]);
  });

  it.each([
    ['GET', '/v1/jobs/nobody', 404],
    ['GET', '/v1/jobs/..%2F..', 404],
    ['GET', '/v1/jobs/__x__', 404],
    ['GET', '/v1/jobs/%zz', 400],
    ['GET', '/v1/jobs?pageSize=0', 400],
    ['GET', '/v1/jobs?pageSize=x', 400],
    ['GET', '/v1/jobs?pageToken=%00', 400],
    ['GET', '/v1/jobs?tag=nothing', 400],
    ['GET', '/v1/jobs?staus=completed', 400],
    ['GET', '/v1/jobs?status=a&status=b', 400],
    ['GET', '/v1/jobs?status=', 400],
    ['GET', '/v1/jobs?tag', 400],
    ['GET', '/v1/jobs?pageToken=Li4', 400],
    ['GET', '/v1/jobs:count?status=a', 200],
    ['GET', '/v1/jobs:count?cause=unanswered', 400],
    ['GET', '/v1/jobs?orderBy=oldest', 400],
    ['GET', '/v1/jobs?status=a,,b', 400],
    ['GET', '/v1/jobs?since=yesterday', 400],
    ['GET', '/v1/jobs?pageToken=e30', 400],
    ['GET', '/v1/jobs?cause=%2C', 400],
    ['GET', `/v1/jobs?status=${'x'.repeat(3_000)}&orderBy=newest`, 200],
    ['GET', '/v1/jobs?since=99999d&until=0s&orderBy=newest', 200],
    ['GET', '/v1/jobs/done-1?finalOnly=true', 400],
    ['GET', '/v1/jobs%3Acount', 200],
    ['DELETE', '/v1/jobs/done-1', 405],
    ['PUT', '/v1/jobs', 405],
    ['GET', '/nowhere', 404],
    ['GET', '/', 404],
    ['GET', '/health', 200],
    ['GET', '/healthz', 200],
  ])('%s %s is %i', async (method, path, status) => {
    const answer = await call(method, path, { headers: {} });
    expect(answer.status).toBe(status);
    expect(answer.json).toBeDefined();
  });

  it.each([
    ['DELETE', '/v1/jobs', 'GET, POST'],
    ['PUT', '/v1/jobs', 'GET, POST'],
    ['DELETE', '/v1/jobs/done-1', 'GET'],
    ['GET', '/v1/jobs:batch', 'POST'],
    ['POST', '/v1/jobs:count', 'GET'],
    ['POST', '/healthz', 'GET'],
  ])('%s %s names the methods of that address: %s', async (method, path, allow) => {
    const answer = await call(method, path, { headers: {} });
    expect([answer.status, answer.headers.get('allow'), answer.json.detail]).toEqual([
      405,
      allow,
      `Use ${allow.replace(', ', ' or ')}.`,
    ]);
  });

  it.each([
    '0',
    '501',
    'x',
    '1.5',
    '-1',
    '1e2',
    '99999999999',
    '%201',
  ])('takes no page size of %s, and says which', async (size) => {
    const { json } = await call('GET', `/v1/jobs?pageSize=${size}`);
    expect([json.parameter, json.detail]).toEqual([
      'pageSize',
      'pageSize must be a whole number from 1 to 500.',
    ]);
  });

  it('describes itself as OpenAPI 3.1', async () => {
    const { json } = await call('GET', '/openapi.json');
    expect(json).toEqual(JSON.parse(JSON.stringify(openApi())));
    const job = (await call('GET', '/v1/jobs/root-1')).json;
    const { advice: _onRepetition, ...members } = json.components.schemas.Job.properties;
    expect(Object.keys(members).sort()).toEqual(Object.keys(job).sort());
  });
});
