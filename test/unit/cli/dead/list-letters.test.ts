import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dropLetters } from '../../../../cli/dead/drop.ts';
import { listLetters } from '../../../../cli/dead/list-letters.ts';
import { BAD, GOOD, letters } from './letters.ts';

beforeEach(() => vi.stubEnv('NO_COLOR', '1').stubEnv('FORCE_COLOR', undefined));
afterEach(() => vi.unstubAllEnvs());

describe('dead list', () => {
  it('is tab-separated values in a pipe, the newest first', async () => {
    const { call, ids, rows } = await letters([BAD, GOOD]);
    expect(await listLetters(call, { limit: 9 })).toBe(0);
    expect(rows()).toEqual([
      `${ids[1]}\t2026-03-01T00:00:02.000Z\tintake-jobs\trequest-id-reused\twaiting\t1\t/payload`,
      `${ids[0]}\t2026-03-01T00:00:01.000Z\tintake-jobs\tinvalid\twaiting\t1\t/payload`,
    ]);
  });

  it('is a table on a terminal, which cuts no ID', async () => {
    const { call, ids, rows } = await letters([BAD], 120);
    await listLetters(call, { limit: 9 });
    expect(rows()[0]).toMatch(/^ID +RECEIVED AT +SOURCE +REASON +STATE/);
    expect(rows()[1]).toContain(ids[0]);
  });

  it('is JSON with the fields that are asked for', async () => {
    const { call, ids, written } = await letters([BAD]);
    await listLetters(call, { limit: 9, json: ['id', 'bytes'] });
    expect(JSON.parse(written())).toEqual([{ id: ids[0], bytes: BAD.length }]);
  });

  it('has those that match, and says when there are more or none', async () => {
    const { call, ids, rows } = await letters([BAD, BAD, GOOD]);
    await dropLetters({ ...call, ask: undefined }, [ids[0] ?? ''], { yes: true });
    const before = rows().length;
    await listLetters(call, { limit: 1, state: 'waiting', setAsideFor: 'invalid', source: 'intake-jobs' });
    await listLetters(call, { limit: 9, state: 'dropped' });
    await listLetters(call, { limit: 2, state: 'all' });
    await listLetters(call, { limit: 9, reason: 'not-json' });
    const shown = rows()
      .slice(before)
      .map((row) => row.slice(0, 24));
    expect(shown).toEqual([ids[1], ids[0], ids[2], ids[1]]);
    expect(call.told).toEqual(['These are the newest 2: --limit shows more.', 'No dead letter matches.']);
  });
});
