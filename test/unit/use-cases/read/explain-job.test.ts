import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/jobs/instant.ts';
import { RecordUnreadableError } from '../../../../shared/ports/errors.ts';
import { explainJob } from '../../../../shared/use-cases/read/explain-job.ts';
import { id, MINUTE, publishedRecord, START, testGateway } from '../../../fixtures.ts';
import { store } from '../actions.ts';

/** Three attempts of a lead, each but the last retried by the next. */
async function lineage() {
  const gateway = testGateway();
  const ids = ['lead-1', 'lead-1~2', 'lead-1~3'].map(id);
  for (const [i, requestId] of ids.entries()) {
    const [retryOf = null, retriedBy = null] = [ids[i - 1], ids[i + 1]];
    const place = { rootId: id('lead-1'), attempt: i + 1, retryOf, retriedBy };
    await store(gateway, { ...publishedRecord(requestId), lineage: place });
  }
  gateway.clock.time = later(START, MINUTE);
  return gateway;
}

describe('explaining a job', () => {
  it('tells a root with all attempts of its lineage, and a later attempt alone', async () => {
    const gateway = await lineage();
    const beginnings = async (requestId: string) =>
      (await explainJob(gateway, id(requestId)))?.sentences
        .map(({ code }) => code)
        .filter((code) => ['told-by', 'submitted', 'sent-again'].includes(code));
    expect(await beginnings('lead-1')).toEqual(['told-by', 'submitted', 'sent-again', 'sent-again']);
    expect(await beginnings('lead-1~2')).toEqual(['sent-again']);
  });

  it('says when it was read, and gives instants as RFC 3339 or null', async () => {
    const { requestId, asOf, sentences } = (await explainJob(await lineage(), id('lead-1~2'))) ?? {};
    expect([requestId, asOf]).toEqual(['lead-1~2', '2026-03-01T00:01:00.000Z']);
    expect(sentences?.find(({ code }) => code === 'due-silence')?.at).toBe('2026-03-01T06:00:01.000Z');
    expect(sentences?.at(-1)?.at).toBeNull();
  });

  it('goes by the policy of now', async () => {
    const gateway = await lineage();
    const policy = { ...gateway.policy, tracking: 'endings-only' } as const;
    const codes = (await explainJob({ ...gateway, policy }, id('lead-1')))?.sentences.map(({ code }) => code);
    expect(codes).toContain('untracked-not-stored');
  });

  it('finds nothing for an unknown ID, and refuses to tell a lineage without a part that cannot be read', async () => {
    const gateway = await lineage();
    expect(await explainJob(gateway, id('nobody'))).toBeUndefined();
    const { getMany } = gateway.store;
    Object.assign(gateway.store, {
      getMany: async (ids: never) =>
        (await getMany.call(gateway.store, ids)).map((read) =>
          read?.record.requestId === 'lead-1~2' ? { requestId: 'lead-1~2', reason: 'malformed' } : read,
        ),
    });
    await expect(explainJob(gateway, id('lead-1'))).rejects.toThrow(RecordUnreadableError);
  });
});
