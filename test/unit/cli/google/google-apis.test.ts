import { describe, expect, it } from 'vitest';
import { googleApis } from '../../../../cli/google/google-apis.ts';
import { VirtualClock } from '../../../../local/clock.ts';

const REQUEST = {
  api: 'Pub/Sub',
  path: '/v1/projects/acme-crm-prod/topics/t',
  project: 'acme-crm-prod',
  what: 'the topic t',
  role: 'roles/pubsub.viewer',
} as const;

/** @param answers one for each try; an Error for a network that fails */
function calling(...answers: (Response | Error)[]) {
  const clock = new VirtualClock(0).outside();
  const sent: { url: string; init: RequestInit }[] = [];
  const fetch = async (url: string | URL | Request, init: RequestInit = {}) => {
    sent.push({ url: String(url), init });
    const answer = answers.shift() ?? new Error('no answer left');
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const authorize = async () => new Headers({ authorization: 'Bearer token', 'x-goog-user-project': 'q' });
  return { google: googleApis({ authorize, fetch, clock }), sent, clock };
}

const busy = () => Response.json({}, { status: 503 });

describe("a call of Google's", () => {
  it('carries what the credentials say, and is a GET without a body, a POST with one', async () => {
    const { google, sent } = calling(Response.json({ a: 1 }), Response.json({}));
    expect((await google(REQUEST)).body).toEqual({ a: 1 });
    await google({ ...REQUEST, body: { b: 2 } });
    expect(sent.map(({ url, init }) => [init.method, url, init.body])).toEqual([
      [undefined, 'https://pubsub.googleapis.com/v1/projects/acme-crm-prod/topics/t', undefined],
      ['POST', 'https://pubsub.googleapis.com/v1/projects/acme-crm-prod/topics/t', '{"b":2}'],
    ]);
    const headers = new Headers(sent[0]?.init.headers);
    expect([headers.get('authorization'), headers.get('x-goog-user-project')]).toEqual(['Bearer token', 'q']);
  });

  it('tells Google’s time, and this machine’s where there is none', async () => {
    const date = 'Sat, 28 Nov 2026 12:00:00 GMT';
    const { google, clock } = calling(Response.json({}, { headers: { date } }), Response.json({}));
    expect((await google(REQUEST)).at).toBe(Date.parse(date));
    expect((await google(REQUEST)).at).toBe(clock.now());
  });

  it('is tried again after a fault that may pass, some seconds long', async () => {
    const { google, sent, clock } = calling(busy(), new TypeError('fetch failed'), Response.json({ a: 1 }));
    expect((await google(REQUEST)).body).toEqual({ a: 1 });
    expect([sent.length, clock.now()]).toEqual([3, 3_000]);
  });

  it('ends after four tries', async () => {
    const all = calling(busy(), busy(), busy(), busy());
    await expect(all.google(REQUEST)).rejects.toMatchObject({ message: 'Pub/Sub answers 503' });
    const none = calling();
    await expect(none.google(REQUEST)).rejects.toMatchObject({
      message: 'pubsub.googleapis.com cannot be reached',
    });
    expect([all.sent.length, none.sent.length]).toEqual([4, 4]);
  });

  it('has not reached Google when what answers well is no JSON, as a proxy’s page for logging in', async () => {
    const { google } = calling(new Response('<p>', { status: 200 }));
    await expect(google(REQUEST)).rejects.toMatchObject({
      message: 'pubsub.googleapis.com cannot be reached',
      remedy: expect.stringContaining('a proxy on the way'),
    });
  });

  it('is not tried again when it is refused, in JSON or not', async () => {
    const { google, sent } = calling(
      Response.json({}, { status: 403 }),
      new Response('<p>', { status: 404 }),
    );
    await expect(google(REQUEST)).rejects.toMatchObject({ kind: 'permission' });
    await expect(google(REQUEST)).rejects.toMatchObject({ kind: 'not-found' });
    expect(sent).toHaveLength(2);
  });
});
