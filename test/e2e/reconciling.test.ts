/** An invoice, held against the gateway by HTTP and by the command, as whoever gets it does. */
import { beforeAll, describe, expect, it } from 'vitest';
import { submission } from '../fixtures.ts';
import { apiUnderTest } from './api-under-test.ts';
import { commandLine } from './command-line.ts';

const { gateway, call, post, end, address } = apiUnderTest();
const { run, file } = commandLine();

beforeAll(async () => {
  for (const requestId of ['a', 'b', 'open', 'failed']) await post(submission(requestId));
  for (const requestId of ['a', 'b', 'theirs'])
    await end(requestId, 'completed', { updateTime: '2026-03-01T12:00:00Z' });
  await end('failed', 'rejected');
});

describe('a reconciliation', () => {
  it('has the totals of a month, and what was charged, page by page', async () => {
    const { json } = await call('GET', '/v1/reconciliation?month=2026-03');
    expect(json).toMatchObject({
      totals: { accepted: 4, completed: 2, rejected: 1, waiting: 1, charged: 2, external: 1 },
      unbalanced: [],
    });
    const first = (await call('GET', '/v1/charges?day=2026-03-01&pageSize=2')).json;
    const target = `/v1/charges?day=2026-03-01&pageSize=2&pageToken=${first.nextPageToken}`;
    const second = (await call('GET', target)).json;
    const charges = [...first.charges, ...second.charges];
    expect(charges.map(({ requestId, origin }) => `${requestId} ${origin}`)).toEqual([
      'a gateway',
      'b gateway',
      'theirs external',
    ]);
  });

  it.each([
    ['reconciliation?month=2026-3', 'month'],
    ['reconciliation?day=2026-03-01&month=2026-03', 'day'],
    ['charges?day=yesterday', 'day'],
    ['charges?pageToken=abc', 'pageToken'],
  ])('is refused with the parameter that is wrong: %s', async (query, parameter) => {
    const { status, json } = await call('GET', `/v1/${query}`);
    expect([status, json.parameter]).toEqual([400, parameter]);
  });
});

describe('the command reconcile', () => {
  const reconcile = (...args: string[]) =>
    run('reconcile', '--gateway', address(), '--month', '2026-03', ...args);

  it('ends with 0 where all adds up, and the invoice is what was charged', async () => {
    const { code, stdout } = await reconcile('--invoice', '3');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^accepted\t4\ncompleted\t2\n/)]);
    const invoice = await file('same.csv', 'Name;Request ID\nAnn;a\nBob;b\nCid;theirs\n');
    expect((await reconcile('--invoice', invoice)).code).toBe(0);
  });

  it('ends with 1 where the invoice differs, and says by which IDs', async () => {
    expect((await reconcile('--invoice', '4')).code).toBe(1);
    const invoice = await file('other.csv', 'Name,reference\nAnn,a\nDee,failed\nEve,nobody\n');
    const { code, stdout, stderr } = await reconcile('--invoice', invoice, '--column', 'reference');
    expect(code).toBe(1);
    expect(stdout).toContain('failed\tnot charged\trejected\t');
    expect(stdout).toContain('nobody\tnot charged\tunknown to the ledger\t');
    expect(stdout).toContain('b\tnot on the invoice\trequested by this gateway\t2026-03-01');
    expect(stdout + stderr).not.toMatch(/Ann|Dee|Eve/);
    const { stdout: json } = await reconcile('--invoice', invoice, '--column', 'reference', '--json=invoice');
    expect(JSON.parse(json).invoice).toMatchObject({ requestIds: 3, charged: 3, onBoth: 1 });
  });

  it('ends with 1 where something does not add up', async () => {
    const stored = await gateway.store.get('open' as never);
    if (!stored) throw new Error('It was submitted.');
    const { record, revision } = stored;
    const lineage = { ...record.lineage, retriedBy: record.requestId };
    const lost = await gateway.store.replace({ ...record, lineage }, revision);
    const { code, stdout } = await run('reconcile', '--gateway', address(), '--day', '2026-03-01');
    const row = '2026-03-01\t*\t*\t4\t3\tcompleted 2, rejected 1';
    expect([code, stdout]).toEqual([1, expect.stringContaining(row)]);
    if (lost !== 'conflict') await gateway.store.replace(record, lost);
  });

  it('ends with 2 where it is not understood', async () => {
    const { code: ofBoth, stderr: told } = await reconcile('--day', '2026-03-01');
    expect([ofBoth, told]).toEqual([2, expect.stringContaining('give one of them')]);
    const { code, stderr } = await reconcile('--invoice', await file('odd.csv', 'Name,Sum\nAnn,1\n'));
    expect([code, stderr]).toEqual([2, expect.stringContaining('say with --column')]);
  });
});
