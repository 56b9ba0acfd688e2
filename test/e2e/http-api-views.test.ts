/** Brief views over HTTP: what a list needs, and nothing of a person. */
import { describe, expect, it } from 'vitest';
import { PAYLOAD, submission } from '../fixtures.ts';
import { apiUnderTest } from './api-under-test.ts';

const { call, post, end } = apiUnderTest();

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
});
