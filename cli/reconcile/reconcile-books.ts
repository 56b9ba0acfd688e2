/** `reconcile`: what was accepted, held against what became of it, and against an invoice. */
import type { InvoicePeriod, Reconciled, UnbalancedRow } from '../../client/operator.ts';
import { LIMITS } from '../../shared/api/limits.ts';
import type { GatewayCall } from '../call-gateway.ts';
import { DONE, FAULT, type RECONCILE_CODES } from '../exit-codes.ts';
import type { Column } from '../output/column.ts';
import { type JsonFields, picked } from '../output/json-fields.ts';
import { createListing } from '../output/listing.ts';
import { notBegun } from '../output/not-begun.ts';
import { UserError } from '../output/user-error.ts';
import { jsonText } from '../output/verbatim-json.ts';
import { type Charged, type ComparedIds, compareInvoice } from './compare-invoice.ts';
import { readInvoice } from './invoice.ts';
import { type ComparedCount, isTheSame, tellCompared } from './tell-compared.ts';

export interface ReconcileOptions extends InvoicePeriod {
  /** Job types that have rows of their own, with commas between them. */
  readonly jobType?: string | undefined;
  /** How many jobs the invoice has, or the file that lists them. */
  readonly invoice?: string | undefined;
  /** The column of the file that has the request IDs. */
  readonly column?: string | undefined;
  readonly json?: JsonFields | undefined;
}

interface Total {
  readonly outcome: string;
  readonly count: number;
}

const TOTAL_COLUMNS: readonly Column<Total>[] = [
  { name: 'outcome', of: ({ outcome }) => outcome },
  { name: 'count', of: ({ count }) => count, isKept: true },
];

const ROW_COLUMNS: readonly Column<UnbalancedRow>[] = [
  { name: 'day', of: ({ day }) => day, isKept: true },
  { name: 'jobType', of: ({ jobType }) => jobType },
  { name: 'dimension', of: ({ dimension }) => dimension },
  { name: 'accepted', of: ({ accepted }) => accepted, isKept: true },
  { name: 'accounted', of: ({ accounted }) => accounted, isKept: true, style: () => 'red' },
  {
    name: 'byOutcome',
    of: ({ byOutcome }) =>
      Object.entries(byOutcome).flatMap(([outcome, count]) => (count > 0 ? [`${outcome} ${count}`] : [])),
  },
];

/**
 * @returns the exit code
 * @throws UserError for an invoice that cannot be read, and as `Reconciliation.read` does
 */
export async function reconcileBooks(
  call: GatewayCall,
  options: ReconcileOptions,
): Promise<keyof typeof RECONCILE_CODES> {
  const { operator, sink, tell, signal } = call;
  const { month, day, jobType, json } = options;
  requireFile(options);
  const found = await operator.reconciliation.read({ month, day, jobType }, { signal });
  const compared = await heldAgainstInvoice(call, options, found);
  if (json) sink.stream.write(`${jsonText(picked({ ...found, invoice: compared ?? null }, json))}\n`);
  else {
    writeFound(call, found);
    if (compared) tellCompared(call, compared);
    tell(`Counted at ${found.asOf}, of ${found.period} (UTC).`);
  }
  return found.unbalanced.length === 0 && (!compared || isTheSame(compared)) ? DONE : FAULT;
}

/** An invoice by its number of jobs; anything else is a file. */
const COUNT = /^\d{1,15}$/;

function requireFile({ invoice, column }: ReconcileOptions): void {
  if (column !== undefined && (invoice === undefined || COUNT.test(invoice)))
    throw new UserError('--column is the column of a file: name it with --invoice FILE.csv.');
}

async function heldAgainstInvoice(
  call: GatewayCall,
  { invoice, column, month, day }: ReconcileOptions,
  { totals, period }: Reconciled,
): Promise<ComparedIds | ComparedCount | undefined> {
  if (invoice === undefined) return undefined;
  if (COUNT.test(invoice)) {
    const charged = totals.charged + totals.external;
    return { count: Number(invoice), charged, difference: Number(invoice) - charged };
  }
  const read = await readInvoice(invoice, column);
  // The month of now may be another one by the time that the file is read.
  const asked = day === undefined ? { month: month ?? period } : { day };
  return compareInvoice(call, read, chargesOf(call, asked));
}

async function* chargesOf({ operator, signal }: GatewayCall, asked: InvoicePeriod): AsyncGenerator<Charged> {
  for await (const { charges, unreadable = [] } of operator.reconciliation.pages(
    { ...asked, pageSize: LIMITS.pageSize },
    { signal },
  )) {
    yield* charges;
    for (const requestId of unreadable) yield { requestId, chargedOn: null, origin: 'gateway' };
  }
}

function writeFound({ sink, tell }: GatewayCall, found: Reconciled): void {
  const { totals, unbalanced, checkedRows } = found;
  const listing = createListing<Total>(sink, { columns: TOTAL_COLUMNS, json: undefined });
  for (const [outcome, count] of Object.entries(totals)) listing.add({ outcome, count });
  listing.end();
  if (unbalanced.length === 0) {
    tell(
      notBegun(found.period, found.asOf) ??
        `All adds up. Sums of what was accepted, each of its day, that are accounted for: ${checkedRows}.`,
    );
    return;
  }
  const rows = createListing<UnbalancedRow>(sink, { columns: ROW_COLUMNS, json: undefined });
  for (const row of unbalanced) rows.add(row);
  rows.end();
  tell(
    `Sums of what was accepted that are not accounted for: ${unbalanced.length} of ${checkedRows}. ` +
      'What to do: docs/operate.md, "unbalanced".',
  );
}
