import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { replayErasures } from '../../../../cli/erasures/confirmed-replay.ts';
import { runErasure } from '../../../../cli/erasures/confirmed-run.ts';
import { createErasure } from '../../../../cli/erasures/create-erasure.ts';
import { ERASURE_FIELDS } from '../../../../cli/erasures/erasure-columns.ts';
import { listErasures } from '../../../../cli/erasures/list-erasures.ts';
import { showErasure } from '../../../../cli/erasures/show-erasure.ts';
import { ERASURE } from '../../../../shared/api/erasure-examples.ts';
import { answer } from '../../client/scripted.ts';
import { scriptedCall } from '../jobs/call.ts';

const { prepared, done } = ERASURE;
const ID = done.id;
const REASON = { reason: 'DSR-1234' };

beforeEach(() => vi.stubEnv('NO_COLOR', '1').stubEnv('FORCE_COLOR', undefined));
afterEach(() => vi.unstubAllEnvs());

describe('erasures create', () => {
  it('shows what was found, one column a line, and says that nothing is erased yet', async () => {
    const call = scriptedCall([
      answer(200, { ...prepared, blockers: [{ requestId: 'x', reason: 'not-found' }] }),
    ]);
    expect(
      await createErasure(call, { email: 'a@b.example', linkedin: 'linkedin.com/in/abc', ...REASON }),
    ).toBe(0);
    expect(JSON.parse(call.requests[0]?.body ?? '')).toEqual({
      email: 'a@b.example',
      linkedInUrl: 'linkedin.com/in/abc',
      ...REASON,
    });
    const lines = call.sink.written().split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([`id\t${ID}`, 'state\tready', 'records\t1', 'blockers\tx not-found']),
    );
    expect(lines.find((line) => line.startsWith('places'))).toMatch(
      /ledger: found 1, erased 0, remaining 1\. Payload,/,
    );
    expect(call.told).toEqual([`Nothing is erased yet: erasures run ${ID}`]);
    expect(call.sink.written()).not.toContain('a@b.example');
  });

  it('tells of a dry run that there is no receipt', async () => {
    const call = scriptedCall([answer(200, { ...prepared, id: null })]);
    expect(await createErasure(call, { requestId: ['lead-1'], dryRun: true, ...REASON })).toBe(0);
    expect(JSON.parse(call.requests[0]?.body ?? '')).toEqual({
      requestIds: ['lead-1'],
      dryRun: true,
      ...REASON,
    });
    expect(call.told[0]).toContain('Nothing was written');
  });

  it('asks for nothing when nobody is named', async () => {
    const call = scriptedCall([]);
    await expect(createErasure(call, REASON)).rejects.toThrow('Nobody is named');
    expect(call.requests).toEqual([]);
  });
});

describe('erasures run', () => {
  const withAsk = (
    answers: Parameters<typeof scriptedCall>[0],
    yes: boolean | undefined,
    questions: string[] = [],
  ) => ({
    ...scriptedCall(answers),
    ask:
      yes === undefined
        ? undefined
        : async (question: string) => {
            questions.push(question);
            return yes;
          },
  });

  it('asks before, and says that it is for good and what stays for how long', async () => {
    const questions: string[] = [];
    const call = withAsk(
      [answer(200, prepared), answer(200, { ...done, requestIdsAtModigie: ['lead-1'] })],
      true,
      questions,
    );
    expect(await runErasure(call, ID, {})).toBe(0);
    expect(questions).toEqual([
      expect.stringMatching(/^Erase 1 lead for good\? It cannot be undone\. .*90 days.* \[y\/N\] $/),
    ]);
    expect(call.requests.map(({ url }) => new URL(url).pathname)).toEqual([
      `/v1/erasures/${ID}`,
      `/v1/erasures/${ID}:run`,
    ]);
    expect(call.sink.written()).toContain('requestIdsAtModigie\tlead-1\n');
    expect(call.sink.written()).toMatch(/results: until 2026-03-08T09:01:08\.101Z\. Results that/);
  });

  it('erases nothing after a no, nor where nobody can be asked', async () => {
    const refused = withAsk([answer(200, prepared)], false);
    expect(await runErasure(refused, ID, {})).toBe(1);
    expect([refused.told, refused.requests.length]).toEqual([['Nothing was erased.'], 1]);
    const interrupted = withAsk([answer(200, prepared)], false);
    interrupted.interrupt();
    await expect(runErasure(interrupted, ID, { yes: false })).rejects.toThrow();
    const alone = withAsk([answer(200, prepared)], undefined);
    await expect(runErasure(alone, ID, {})).rejects.toThrow('--yes erases without asking');
    expect(alone.requests).toHaveLength(1);
  });

  it('asks nothing with --yes, and ends with 1 when something is left', async () => {
    const call = withAsk([answer(200, { ...done, state: 'incomplete' })], undefined);
    expect(await runErasure(call, ID, { yes: true })).toBe(1);
    expect(call.told[0]).toContain('gone on with once an hour');
  });
});

describe('erasures show, list and replay', () => {
  it('show a receipt in full, or as JSON', async () => {
    const call = scriptedCall([answer(200, done)], 120);
    expect(await showErasure(call, ID, {})).toBe(0);
    expect(call.sink.written()).toMatch(/COMPLETED AT/);
    const json = scriptedCall([answer(200, done)]);
    await showErasure(json, ID, { json: ['id', 'state'] as never });
    expect(JSON.parse(json.sink.written())).toEqual({ id: ID, state: 'done' });
    expect(ERASURE_FIELDS).toContain('requestIdsAtModigie');
  });

  it('list the newest, and say when there are more or none', async () => {
    const call = scriptedCall([answer(200, { erasures: [done, prepared] })]);
    expect(await listErasures(call, { limit: 1 })).toBe(0);
    expect(call.sink.written()).toBe(`${ID}\tdone\t1\t${done.createdAt}\t${done.dueAt}\tDSR-1234\n`);
    expect(call.told).toEqual(['These are the newest 1: --limit shows more.']);
    const none = scriptedCall([answer(200, { erasures: [] })]);
    await listErasures(none, { limit: 1 });
    expect(none.told).toEqual(['There is no erasure.']);
  });

  it('replay what was erased since, after a yes', async () => {
    const since = '2026-03-01T09:00:00Z';
    const page = answer(200, { erasures: [done, { ...done, state: 'incomplete' }] });
    const call = { ...scriptedCall([page]), ask: async () => true };
    expect(await replayErasures(call, { since })).toBe(1);
    expect(call.told).toEqual([
      'Replayed: 2, of which 1 is not done.',
      expect.stringContaining('gone on with once an hour'),
    ]);
    const none = { ...scriptedCall([answer(200, { erasures: [] })]), ask: undefined };
    expect(await replayErasures(none, { since, yes: true })).toBe(0);
    expect(none.told).toEqual([`Nothing was erased since ${since}.`]);
    const all = { ...scriptedCall([answer(200, { erasures: [done] })]), ask: undefined };
    expect(await replayErasures(all, { since, yes: true })).toBe(0);
    expect(all.told).toEqual(['Replayed: 1.']);
    const refused = { ...scriptedCall([]), ask: async () => false };
    expect(await replayErasures(refused, { since })).toBe(1);
    expect(refused.requests).toEqual([]);
    await expect(replayErasures({ ...scriptedCall([]), ask: undefined }, { since })).rejects.toThrow('--yes');
  });

  it('replay tells of one that could not be run again, and what to do instead', async () => {
    const left = { ...done, state: 'incomplete', detail: 'Too many. Prepare others.' };
    const call = { ...scriptedCall([answer(200, { erasures: [done, left] })]), ask: undefined };
    expect(await replayErasures(call, { since: '2026-03-01T09:00:00Z', yes: true })).toBe(1);
    expect(call.told).toEqual(['Replayed: 2, of which 1 is not done.', `${ID}: Too many. Prepare others.`]);
  });
});
