import { describe, expect, it } from 'vitest';
import { CallError, connect } from '../../../console/connect.ts';
import { type HttpRequest, json, text } from '../../../shared/http/http.ts';
import { pageCalls, pageCallsAnswered } from './page-calls.ts';

/** @returns the calls, and the requests that they made */
function recorded(answers: readonly object[] = [{}]) {
  const requests: HttpRequest[] = [];
  const calls = pageCalls(async (request) => {
    requests.push(request);
    return json(200, answers[requests.length - 1] ?? {});
  }, 'secret');
  return { calls, requests, targets: () => requests.map(({ method, target }) => `${method} ${target}`) };
}

const PROBLEM = {
  type: 'urn:modigie-gateway:problem:invalid',
  title: 'The request is not valid',
  status: 422,
  detail: 'Mend what errors lists.',
  errors: [{ pointer: '/jobType', detail: 'is required' }],
};

describe('a call of the page', () => {
  it('goes to the path of its name, with the ID and the conditions in it', async () => {
    const { calls, targets } = recorded();
    await calls.call('GET /v1/jobs/{id}:explain', { id: 'a/b?c' });
    await calls.call('GET /v1/jobs:count', { query: { status: 'a,b', since: undefined } });
    expect(targets()).toEqual(['GET /v1/jobs/a%2Fb%3Fc:explain', 'GET /v1/jobs:count?status=a%2Cb']);
  });

  it('has the token of the person, a body as JSON, and a key where it begins something', async () => {
    const { calls, requests } = recorded();
    await calls.call('POST /v1/operations', { body: { kind: 'retry' }, key: 'k-1' });
    expect(requests[0]?.headers).toMatchObject({
      authorization: 'Bearer secret',
      'content-type': 'application/json',
      'idempotency-key': 'k-1',
    });
    expect(requests[0]?.body.toString()).toBe('{"kind":"retry"}');
  });

  it('gives text as it came: no number is rounded', async () => {
    const calls = pageCallsAnswered(200, '{"n":12345678901234567890}');
    expect(await calls.text('POST /v1/jobs/{id}:reveal', { id: 'a' })).toBe('{"n":12345678901234567890}');
  });

  it('reads the pages of a list one after another, and no more than are asked for', async () => {
    const { calls, targets } = recorded([{ jobs: [], nextPageToken: 'p2' }, { jobs: [] }]);
    const signal = new AbortController().signal;
    const pages = [];
    for await (const page of calls.pages('GET /v1/jobs', { query: { tag: 'a=b' }, signal })) pages.push(page);
    expect(pages).toHaveLength(2);
    expect(targets()).toEqual(['GET /v1/jobs?tag=a%3Db', 'GET /v1/jobs?tag=a%3Db&pageToken=p2']);
  });

  it('fails with the words of the gateway', async () => {
    const error = await pageCallsAnswered(422, JSON.stringify(PROBLEM))
      .call('GET /v1/jobs')
      .catch((refused) => refused);
    expect(error).toBeInstanceOf(CallError);
    expect(error).toMatchObject({
      status: 422,
      problem: PROBLEM,
      message: 'The request is not valid. Mend what errors lists. /jobType is required',
    });
  });

  it.each([
    ['a page to sign in', '<html>'],
    ['half an answer', '{"jobs":['],
  ])('fails where %s came as if all were well', async (_, body) => {
    await expect(pageCallsAnswered(200, body).call('GET /v1/jobs')).rejects.toMatchObject({
      status: 200,
      message: "Something in the gateway's place answered 200. Try again in a minute.",
    });
  });

  it.each([
    ['a page of HTML', '<html>', 502],
    ['nothing', '', 403],
    ['other JSON', '{"error":"no"}', 500],
    ['no object', 'null', 503],
  ])('fails where %s came in the place of a gateway', async (_, body, status) => {
    const calls = pageCallsAnswered(status, body);
    await expect(calls.call('GET /v1/jobs')).rejects.toMatchObject({
      status,
      message: `Something in the gateway's place answered ${status}. Try again in a minute.`,
    });
  });

  it('fails where no answer comes, and with the reason of its signal', async () => {
    const nobody = connect('http://localhost:8080/console', undefined, async () => {
      throw new TypeError('Failed to fetch');
    });
    await expect(nobody.call('GET /v1/jobs')).rejects.toMatchObject({
      status: 0,
      message: 'No answer came (Failed to fetch). See that the command that serves this page still runs.',
    });
    const reason = new Error('another view is shown');
    const { calls } = recorded();
    await expect(calls.call('GET /v1/jobs', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe('a helper beside the API', () => {
  it('is called where the page is, behind a path as well', async () => {
    const urls: string[] = [];
    const calls = connect('http://127.0.0.1:9/x7Q/console#/jobs', undefined, async (url) => {
      urls.push(`${url}`);
      return new Response('csv');
    });
    expect(await calls.beside('lists:example')).toBe('csv');
    await calls.call('GET /v1/holds').catch(() => undefined);
    expect(urls).toEqual(['http://127.0.0.1:9/x7Q/console/lists:example', 'http://127.0.0.1:9/x7Q/v1/holds']);
  });

  it('takes a body, and fails with the words of its problem', async () => {
    const calls = pageCalls(async ({ method, body }) =>
      text(413, {
        contentType: 'application/json',
        body: JSON.stringify({ ...PROBLEM, detail: `${method} ${body}` }),
      }),
    );
    await expect(calls.beside('lists:read', 'a,b')).rejects.toThrow('POST a,b');
  });
});
