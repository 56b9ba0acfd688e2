import { afterEach, describe, expect, it, vi } from 'vitest';
import { remoteGateway } from '../../../cli/remote-gateway.ts';
import { serve } from '../../../local/serve.ts';

describe('a gateway that a command calls', () => {
  it('is sent the token, for each of its addresses', async () => {
    const seen: unknown[] = [];
    const serving = await serve(async ({ target, headers }) => {
      seen.push([target, headers['authorization']]);
      return { status: 200, headers: {}, body: '{"byStatus":{},"requestId":"a"}' };
    }, 0);
    const gateway = `http://127.0.0.1:${serving.port}`;
    const addresses = { gateway, query: `${gateway}/read`, operate: `${gateway}/operate` };
    const { jobs } = remoteGateway({ ...addresses, token: 'secret' });
    await jobs.count();
    await jobs.retry('a');
    await remoteGateway({ gateway }).jobs.count();
    await serving.close();
    expect(seen).toEqual([
      ['/read/v1/jobs:count', 'Bearer secret'],
      ['/operate/v1/jobs/a:retry', 'Bearer secret'],
      ['/v1/jobs:count', undefined],
    ]);
  });
});

describe('a Google account that is not there', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('is told of with what a service account does, and what a person does', async () => {
    vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', '/nonexistent');
    const { jobs } = remoteGateway({ gateway: 'http://127.0.0.1:9', googleIdentity: true });
    await expect(jobs.count()).rejects.toMatchObject({
      code: 'user-error',
      message: expect.stringMatching(
        /^Google gives no identity token for http:\/\/127\.0\.0\.1:9: .* service account; .*--token "\$\(gcloud/,
      ),
    });
  });
});
