import { describe, expect, it } from 'vitest';
import { type ListOperationsOptions, listOperations } from '../../../../cli/operations/list-operations.ts';
import { answer } from '../../client/scripted.ts';
import { scriptedCall } from '../jobs/call.ts';
import { ABORTED, DONE, ID, RUNNING } from './watching.ts';

async function listed(operations: readonly object[], options: Partial<ListOperationsOptions> = {}) {
  const call = scriptedCall([answer(200, { operations })]);
  expect(await listOperations(call, { limit: 100, ...options })).toBe(0);
  return { rows: call.sink.written(), told: call.told, requests: call.requests };
}

describe('operations list', () => {
  it('has a row for each, with how far it is', async () => {
    const { rows, told } = await listed([{ ...RUNNING, dryRun: true }, DONE]);
    const rest = `${DONE.requestedAt}\t${DONE.requestedBy}\t${DONE.reason}\n`;
    expect(rows).toBe(
      `${ID}\tretry (dry run)\trunning\t100\t50\t0\t0\t${rest}${ID}\tretry\tdone\t1203\t1199\t4\t0\t${rest}`,
    );
    expect(told).toEqual([]);
  });

  it('shows those in one state alone', async () => {
    const options = { state: 'aborted', limit: 1, json: ['state', 'done'] };
    const { rows, requests } = await listed([RUNNING, DONE, ABORTED], options);
    expect(JSON.parse(rows)).toEqual([{ state: 'aborted', done: 50 }]);
    // The only one may be anywhere: it is looked for by whole pages.
    expect(requests[0]?.url).toMatch(/pageSize=500$/);
  });

  it('says that there is none, and that there are more', async () => {
    expect((await listed([])).told).toEqual(['There is no operation.']);
    expect((await listed([DONE], { state: 'running' })).told).toEqual(['No operation is running.']);
    const { rows, told } = await listed([RUNNING, DONE], { limit: 1 });
    expect(rows.trim().split('\n')).toHaveLength(1);
    expect(told).toEqual(['These are the newest 1: --limit shows more.']);
  });
});
