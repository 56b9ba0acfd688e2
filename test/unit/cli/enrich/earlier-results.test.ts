import { describe, expect, it } from 'vitest';
import { EarlierResults } from '../../../../cli/enrich/earlier-results.ts';
import { ownPlaces } from '../../../../cli/enrich/result-columns.ts';
import { done, open, skipped } from './enriched.ts';
import { inFolder } from './in-folder.ts';

const { file } = inFolder();

const HEADER = 'id,requestId,status,attempts,mobile,reason';
const OLD = '7,7_enrichMobile_1,completed,1,+1 303,';
const PURGED = { purgedAt: '2026-03-01T08:30:00Z' };

const earlier = async (...rows: string[]) =>
  EarlierResults.read(await file('results.csv', [HEADER, ...rows, ''].join('\n')));
const keptOf = async (results: EarlierResults, ...[job, more]: Parameters<typeof done>) => {
  const recalled = await results.recall(done(job, more));
  return 'kept' in recalled ? recalled.kept : undefined;
};

describe('a lead whose details were purged', () => {
  it('has them as in the results before, by its request ID', async () => {
    const results = await earlier(
      '6,6_enrichMobile_1,completed,1,+1 302,',
      OLD,
      '8,8_enrichMobile_1,failed,3,,why',
    );
    expect(await keptOf(results, PURGED)).toMatchObject({ mobile: '+1 303', reason: '' });
    const failed = { ...PURGED, status: 'failed', attempt: 3 };
    expect(await keptOf(results, failed, { requestId: '8_enrichMobile_1' })).toMatchObject({ reason: 'why' });
  });

  it.each([
    ['of another lead', PURGED, { requestId: '9_enrichMobile_1' }],
    ['of another ending', { ...PURGED, status: 'failed' }, {}],
    ['of another attempt', { ...PURGED, attempt: 2 }, {}],
    ['that the gateway still has', {}, {}],
    ['that was erased on request', { ...PURGED, erased: true }, {}],
  ])('has none %s', async (_name, job, more) => {
    expect(await keptOf(await earlier(OLD), job, more)).toBeUndefined();
  });

  it('has them as in the list, where that is results itself and no file is replaced', async () => {
    const results = await EarlierResults.read(undefined, ownPlaces(HEADER.split(',')));
    const row = { line: 2, lastLine: 2, bytes: 0, cells: OLD.split(',') };
    expect(await keptOf(results, PURGED, { row })).toMatchObject({ mobile: '+1 303' });
    expect(await keptOf(results, { ...PURGED, attempt: 2 }, { row })).toBeUndefined();
  });
});

describe('a result of the file that is replaced', () => {
  const OTHER = '5,5_enrichMobile_1,completed,1,+1 300,';

  it.each([
    ['the same one', done({})],
    ['the same one, which was purged', done(PURGED)],
    ['one that was erased on request', done({ ...PURGED, status: 'completed', erased: true })],
  ])('is in the new ones: %s', async (_name, enriched) => {
    const results = await earlier(OLD, OTHER);
    await results.recall(enriched);
    expect([results.missing, await results.firstMissing()]).toEqual([1, 3]);
    await results.recall(done({}, { requestId: '5_enrichMobile_1' }));
    expect([results.missing, await results.firstMissing()]).toEqual([0, undefined]);
  });

  it.each([
    ['of another lead', done({}, { requestId: '9_enrichMobile_1' })],
    ['that was not sent', skipped({ requestId: '7_enrichMobile_1' })],
    ['of which the gateway did not say', open({ requestId: '7_enrichMobile_1' })],
    ['that ended otherwise', done({ status: 'failed' })],
    ['that is another attempt, and purged', done({ ...PURGED, attempt: 2 })],
  ])('is missing in one %s', async (_name, enriched) => {
    const results = await earlier(OLD);
    await results.recall(enriched);
    expect(results.missing).toBe(1);
  });

  it('is one that completed: no other is worth anything', async () => {
    const rows = ['failed', 'rejected', 'unanswered', 'skipped', 'open'].map(
      (status, i) => `${i},r${i},${status},1,,x`,
    );
    expect((await earlier(...rows)).missing).toBe(0);
  });

  it('counts also behind a row that was not sent for having its ID', async () => {
    expect((await earlier('7,7_enrichMobile_1,skipped,,,used before', OLD)).missing).toBe(1);
  });
});
