import { describe, expect, it } from 'vitest';
import { type Charged, compareInvoice } from '../../../../cli/reconcile/compare-invoice.ts';
import type { Invoice } from '../../../../cli/reconcile/invoice.ts';
import { answer } from '../../client/scripted.ts';
import { jobOf, scriptedCall } from '../jobs/call.ts';

function invoice(ids: readonly string[], more: Partial<Invoice> = {}): Invoice {
  return {
    rows: ids.length,
    requestIds: new Set(ids),
    repeated: new Map(),
    withoutId: 0,
    damagedLines: [],
    perhapsId: undefined,
    ...more,
  };
}

async function* charges(...ids: string[]): AsyncGenerator<Charged> {
  for (const requestId of ids) yield { requestId, chargedOn: '2026-03-01', origin: 'gateway' };
}

const FAILED = {
  status: 'failed',
  attempts: undefined,
  history: [{ status: 'failed', at: '2026-03-02T09:00:00.000000Z' }],
};

/** A gateway that knows some jobs, by the IDs that they are asked for. */
function knowing(jobs: Readonly<Record<string, object>>, unreadable: readonly string[] = []) {
  return scriptedCall([
    ({ body }) => {
      const { requestIds } = JSON.parse(String(body)) as { requestIds: string[] };
      return answer(200, { jobs: requestIds.map((id) => jobs[id] ?? null), unreadable });
    },
  ]);
}

describe('an invoice beside what was charged', () => {
  it('is the same, whatever the order is', async () => {
    const call = knowing({});
    expect(await compareInvoice(call, invoice(['a', 'b']), charges('b', 'a'))).toEqual({
      rows: 2,
      rowsWithoutId: 0,
      damagedLines: [],
      requestIds: 2,
      charged: 2,
      onBoth: 2,
      notCharged: [],
      notOnInvoice: [],
      repeated: [],
    });
    expect(call.requests).toEqual([]);
  });

  it('has what was not charged, and how that stands', async () => {
    const attempts = [{ requestId: 'root', attempt: 1, status: 'canceled', reasonType: null }];
    const call = knowing(
      { failed: jobOf('failed', FAILED), root: jobOf('root~2', { rootId: 'root', attempts }) },
      ['odd'],
    );
    const ids = ['a', 'failed', 'root', 'nobody', 'odd', 'no ID at all'];
    const { notCharged, onBoth } = await compareInvoice(call, invoice(ids), charges('a'));
    expect([onBoth, notCharged]).toEqual([
      1,
      [
        { requestId: 'no ID at all', known: false, status: null, since: null },
        { requestId: 'failed', known: true, status: 'failed', since: '2026-03-02T09:00:00.000000Z' },
        { requestId: 'root', known: true, status: 'canceled', since: null },
        { requestId: 'nobody', known: false, status: null, since: null },
        { requestId: 'odd', known: true, status: null, since: null },
      ],
    ]);
  });

  it('lacks what was charged', async () => {
    const { notOnInvoice, charged } = await compareInvoice(knowing({}), invoice(['a']), charges('a', 'b'));
    expect([charged, notOnInvoice]).toEqual([
      2,
      [{ requestId: 'b', chargedOn: '2026-03-01', origin: 'gateway' }],
    ]);
  });

  it('has its first line among them where that was charged', async () => {
    const given = () => invoice(['b'], { perhapsId: 'a' });
    const asId = await compareInvoice(knowing({}), given(), charges('a', 'b'));
    expect(asId).toMatchObject({ requestIds: 2, onBoth: 2, notOnInvoice: [], notCharged: [] });
    const asName = await compareInvoice(knowing({}), given(), charges('b'));
    expect(asName).toMatchObject({ requestIds: 1, onBoth: 1, notOnInvoice: [], notCharged: [] });
  });

  it('is looked up 500 IDs at a time', async () => {
    const call = knowing({});
    const ids = Array.from({ length: 1_001 }, (_, i) => `lead-${i}`);
    const { notCharged } = await compareInvoice(call, invoice(ids), charges());
    expect([notCharged.length, call.requests.length]).toEqual([1_001, 3]);
  });
});
