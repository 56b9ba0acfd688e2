/** An invoice beside what was charged, in words and by ID. */
import type { GatewayCall } from '../call-gateway.ts';
import type { Column } from '../output/column.ts';
import { createListing } from '../output/listing.ts';
import type { Charged, ComparedIds, NotCharged, Repeated } from './compare-invoice.ts';

/** An invoice of which the number of jobs is known. */
export interface ComparedCount {
  readonly count: number;
  /** Jobs that were charged. */
  readonly charged: number;
  /** So many more are on the invoice. */
  readonly difference: number;
}

/** So many of a kind are shown. */
const SHOWN = 20;

/** An ID on one side alone, or on the invoice twice. */
interface Odd {
  readonly requestId: string;
  readonly what: string;
  readonly detail: string;
  readonly at: string | null;
}

const COLUMNS: readonly Column<Odd>[] = [
  { name: 'requestId', of: ({ requestId }) => requestId, isKept: true },
  { name: 'what', of: ({ what }) => what, style: () => 'red' },
  { name: 'detail', of: ({ detail }) => detail },
  { name: 'at', of: ({ at }) => at },
];

type Output = Pick<GatewayCall, 'sink' | 'tell'>;

export function isTheSame(compared: ComparedIds | ComparedCount): boolean {
  if ('count' in compared) return compared.difference === 0;
  const { notCharged, notOnInvoice, repeated, damagedLines } = compared;
  return [notCharged, notOnInvoice, repeated, damagedLines].every(({ length }) => length === 0);
}

export function tellCompared(output: Output, compared: ComparedIds | ComparedCount): void {
  if ('count' in compared) tellCount(output, compared);
  else tellIds(output, compared);
}

function tellCount({ tell }: Output, { count, charged, difference }: ComparedCount): void {
  if (difference === 0) tell(`Jobs on the invoice: ${count}, as many as were charged.`);
  else
    tell(
      `Jobs on the invoice: ${count}; charged: ${charged}. That is ${Math.abs(difference)} ` +
        `${difference > 0 ? 'more' : 'fewer'} on the invoice. Given its file, --invoice says which.`,
    );
}

function tellIds(output: Output, compared: ComparedIds): void {
  const { sink, tell } = output;
  const { notCharged, notOnInvoice, repeated, damagedLines } = compared;
  const kinds = [notCharged.map(ofNotCharged), notOnInvoice.map(ofCharged), repeated.map(ofRepeated)];
  const listing = createListing<Odd>(sink, { columns: COLUMNS, json: undefined });
  for (const odd of kinds.flatMap((kind) => kind.slice(0, SHOWN))) listing.add(odd);
  listing.end();
  const { requestIds, charged, onBoth, rowsWithoutId } = compared;
  tell(`Request IDs on the invoice: ${requestIds}; charged: ${charged}; on both: ${onBoth}.`);
  tell(`On the invoice, and not charged in its period: ${notCharged.length}.${unknownAmong(notCharged)}`);
  tell(`Charged, and not on the invoice: ${notOnInvoice.length}.`);
  tell(`More than once on the invoice: ${repeated.length}.`);
  if (kinds.some(({ length }) => length > SHOWN))
    tell(`Of each kind, the first ${SHOWN} are shown: --json has all.`);
  if (rowsWithoutId > 0) tell(`Rows without a request ID, such as sums, were left out: ${rowsWithoutId}.`);
  if (damagedLines.length > 0)
    tell(
      `Rows that are damaged, so that their IDs are not known: ${damagedLines.length}, as on line ` +
        `${damagedLines[0]}. Mend the file, or have it exported again.`,
    );
}

function unknownAmong(notCharged: readonly NotCharged[]): string {
  const unknown = notCharged.filter(({ known }) => !known).length;
  return unknown === 0 ? '' : ` The ledger knows nothing of ${unknown} of them.`;
}

function ofNotCharged({ requestId, known, status, since }: NotCharged): Odd {
  const detail = known ? (status ?? 'cannot be read') : 'unknown to the ledger';
  return { requestId, what: 'not charged', detail, at: since };
}

function ofCharged({ requestId, chargedOn, origin }: Charged): Odd {
  const detail = origin === 'external' ? 'requested by another system' : 'requested by this gateway';
  return { requestId, what: 'not on the invoice', detail, at: chargedOn };
}

function ofRepeated({ requestId, times }: Repeated): Odd {
  return { requestId, what: 'on the invoice twice', detail: `${times} times`, at: null };
}
