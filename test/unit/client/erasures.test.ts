import { describe, expect, it } from 'vitest';
import { ERASURE } from '../../../shared/api/erasure-examples.ts';
import { answer, scripted } from './scripted.ts';

const ID = ERASURE.done.id;

describe('an erasure', () => {
  it('has the person in the body, and in no address', async () => {
    const { operator, requests } = scripted([answer(200, ERASURE.prepared)]);
    const asked = {
      email: 'a@b.example',
      phone: '+46705550100',
      requestIds: ['lead-1'],
      reason: 'DSR-1',
      dryRun: true,
    };
    expect(await operator.erasures.create(asked)).toEqual(ERASURE.prepared);
    expect(requests.map(({ url, body }) => [url, JSON.parse(body ?? '')])).toEqual([
      ['https://gateway.test/v1/erasures', asked],
    ]);
  });

  it('is run and read by its ID', async () => {
    const { operator, requests } = scripted([answer(200, ERASURE.done), answer(200, ERASURE.done)]);
    expect((await operator.erasures.run(ID)).state).toBe('done');
    expect((await operator.erasures.get(ID)).places).toEqual(ERASURE.done.places);
    expect(requests.map(({ url, body }) => [url, body])).toEqual([
      [`https://gateway.test/v1/erasures/${ID}:run`, undefined],
      [`https://gateway.test/v1/erasures/${ID}`, undefined],
    ]);
  });

  it('is listed, and replayed, to the last page', async () => {
    const page = (nextPageToken?: string) => answer(200, { erasures: [ERASURE.done], nextPageToken });
    const listed = scripted([page('next'), page()]);
    let count = 0;
    for await (const { id } of listed.operator.erasures.list({ pageSize: 1 })) count += Number(id === ID);
    expect(listed.requests.map(({ url }) => new URL(url).search)).toEqual([
      '?pageSize=1',
      '?pageSize=1&pageToken=next',
    ]);
    const replayed = scripted([page('next'), page()]);
    const since = new Date('2026-03-01T09:00:00Z');
    for await (const { id } of replayed.operator.erasures.replay(since)) count += Number(id === ID);
    expect(replayed.requests.map(({ body }) => JSON.parse(body ?? ''))).toEqual([
      { since: '2026-03-01T09:00:00.000Z' },
      { since: '2026-03-01T09:00:00.000Z', pageToken: 'next' },
    ]);
    expect(count).toBe(4);
  });
});
