import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ReconcileOptions, reconcileBooks } from '../../../../cli/reconcile/reconcile-books.ts';
import { RECONCILIATION } from '../../../../shared/api/reconcile-examples.ts';
import { answer } from '../../client/scripted.ts';
import { scriptedCall } from '../jobs/call.ts';

const folder = mkdtempSync(join(tmpdir(), 'books-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => vi.stubEnv('NO_COLOR', '1').stubEnv('FORCE_COLOR', undefined));
afterEach(() => vi.unstubAllEnvs());

const { charged: _charged, external: _external, accepted: _accepted, ...NONE } = RECONCILIATION.totals;
const UNBALANCED = {
  day: '2026-03-01',
  jobType: '*',
  dimension: '*',
  accepted: 3,
  accounted: 2,
  byOutcome: { ...NONE, completed: 1, waiting: 1 },
};

function file(...lines: string[]): string {
  const path = join(folder, 'invoice.csv');
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

interface Books {
  readonly charges?: readonly string[];
  readonly unreadable?: readonly string[];
  readonly unbalanced?: readonly object[];
  readonly period?: string;
}

async function reconciled(
  options: ReconcileOptions,
  { charges = ['a', 'b'], unreadable, unbalanced = [], period = '2026-03' }: Books = {},
  width?: number,
) {
  const listed = charges.map((requestId, i) => ({
    requestId,
    rootId: requestId,
    jobType: 'enrichMobile',
    chargedOn: '2026-03-01',
    origin: i % 2 ? 'external' : 'gateway',
  }));
  const call = scriptedCall(
    [
      ({ url }) => {
        const { pathname } = new URL(url);
        if (pathname === '/v1/charges') return answer(200, { charges: listed, unreadable });
        if (pathname === '/v1/reconciliation') return answer(200, { ...RECONCILIATION, unbalanced, period });
        return answer(200, { jobs: [] });
      },
    ],
    width,
  );
  const code = await reconcileBooks(call, options);
  const asked = call.requests.map(({ url }) => url.replace('https://gateway.test/v1/', ''));
  return { code, asked, told: call.told, written: call.sink.written() };
}

describe('reconcile', () => {
  it('says of a period to come that it has not begun, and not that all adds up', async () => {
    const { told } = await reconciled({ month: '2026-04' }, { period: '2026-04' });
    expect(told[0]).toMatch(/^2026-04 has not begun \(UTC\)/);
    expect(told.join()).not.toContain('All adds up');
  });

  it('has the totals, and ends with 0 where all adds up', async () => {
    const { code, written, told, asked } = await reconciled({ month: '2026-03', jobType: 'a,b' });
    expect(written).toBe(
      Object.entries(RECONCILIATION.totals)
        .map(([outcome, count]) => `${outcome}\t${count}\n`)
        .join(''),
    );
    expect([code, asked]).toEqual([0, ['reconciliation?month=2026-03&jobType=a%2Cb']]);
    expect(told).toEqual([
      'All adds up. Sums of what was accepted, each of its day, that are accounted for: 3.',
      'Counted at 2026-03-01T09:01:08.101Z, of 2026-03 (UTC).',
    ]);
  });

  it('shows what does not add up, and ends with 1', async () => {
    const { code, written, told } = await reconciled({}, { unbalanced: [UNBALANCED] }, 120);
    expect(written).toMatch(/^OUTCOME +COUNT$/m);
    expect(written).toMatch(/^DAY +JOB TYPE +DIMENSION +ACCEPTED +ACCOUNTED +BY OUTCOME$/m);
    expect(written).toMatch(/^2026-03-01 +\* +\* +3 +2 +completed 1, waiting 1$/m);
    expect([code, told[0]]).toEqual([
      1,
      'Sums of what was accepted that are not accounted for: 1 of 3. What to do: docs/operate.md, "unbalanced".',
    ]);
  });

  it.each([
    ['1', 0, 'Jobs on the invoice: 1, as many as were charged.'],
    ['3', 1, 'Jobs on the invoice: 3; charged: 1. That is 2 more on the invoice. Given its file'],
    ['0', 1, 'Jobs on the invoice: 0; charged: 1. That is 1 fewer on the invoice. Given its file'],
  ])('compares the number of jobs of an invoice: %s', async (invoice, expected, sentence) => {
    const { code, told } = await reconciled({ invoice });
    expect([code, told[1]]).toEqual([expected, expect.stringContaining(sentence)]);
  });

  it('compares the IDs of an invoice that is the same', async () => {
    const { code, told, asked } = await reconciled(
      { invoice: file('Name,requestId', 'Ann,a', 'Bob,odd', 'sum,'), day: '2026-03-01' },
      { charges: ['a'], unreadable: ['odd'] },
    );
    expect([code, asked]).toEqual([
      0,
      ['reconciliation?day=2026-03-01', 'charges?day=2026-03-01&pageSize=500'],
    ]);
    expect(told.slice(1, -1)).toEqual([
      'Request IDs on the invoice: 2; charged: 2; on both: 2.',
      'On the invoice, and not charged in its period: 0.',
      'Charged, and not on the invoice: 0.',
      'More than once on the invoice: 0.',
      'Rows without a request ID, such as sums, were left out: 1.',
    ]);
  });

  it('shows the IDs that are on one side alone, and nothing else of the file', async () => {
    const { code, told, written, asked } = await reconciled({
      invoice: file('Name,ref', 'Ann,a', 'Ann,a', 'Bob,x'),
      column: 'ref',
    });
    expect([code, asked[1]]).toEqual([1, 'charges?month=2026-03&pageSize=500']);
    expect(written.split('\n').slice(-4, -1)).toEqual([
      'x\tnot charged\tunknown to the ledger\t',
      'b\tnot on the invoice\trequested by another system\t2026-03-01',
      'a\ton the invoice twice\t2 times\t',
    ]);
    expect(told[2]).toBe(
      'On the invoice, and not charged in its period: 1. The ledger knows nothing of 1 of them.',
    );
    expect(JSON.stringify([written, told])).not.toMatch(/Ann|Bob/);
  });

  it('shows twenty of each kind', async () => {
    const charges = Array.from({ length: 30 }, (_, i) => `lead-${i}`);
    const { told, written } = await reconciled({ invoice: file('id', 'lead-0') }, { charges });
    expect(written.match(/not on the invoice/g)).toHaveLength(20);
    expect(told).toContain('Of each kind, the first 20 are shown: --json has all.');
  });

  it('has all as JSON, and the members that are asked for', async () => {
    const charges = Array.from({ length: 30 }, (_, i) => `lead-${i}`);
    const invoice = file('id', 'lead-0');
    const whole = await reconciled({ invoice, json: [] }, { charges });
    const { invoice: compared, ...rest } = JSON.parse(whole.written);
    expect([rest, compared.notOnInvoice.length, whole.told]).toEqual([RECONCILIATION, 29, []]);
    const { written } = await reconciled({ json: ['period', 'invoice'] });
    expect(JSON.parse(written)).toEqual({ period: '2026-03', invoice: null });
  });

  it('ends with 1 where a row of the invoice is damaged', async () => {
    const { code, told } = await reconciled({ invoice: file('id,name', 'a,x', 'b,y', 'c,"open') });
    expect([code, told.at(-2)]).toEqual([1, expect.stringContaining('as on line 4.')]);
  });

  it('refuses a column without a file', async () => {
    await expect(reconciled({ column: 'ref' })).rejects.toThrow('--column is the column of a file');
    await expect(reconciled({ column: 'ref', invoice: '12' })).rejects.toThrow('--invoice FILE.csv');
  });
});
