/** Adds `usage` to the command line: what was accepted, completed and charged in a day or a month. */
import { type Command, Option } from 'commander';
import { stringify } from 'csv-stringify/sync';
import type { Usage, UsageQuery, UsageRow } from '../../client/index.ts';
import { UsageSchema } from '../../shared/api/money-schemas.ts';
import { callGateway, type GatewayCall } from '../call-gateway.ts';
import { asText } from '../enrich/formula-cells.ts';
import { CALL_CODES, DONE, exitCodesHelp } from '../exit-codes.ts';
import { tellWhen } from '../jobs/count.ts';
import { addReadingOptions } from '../options/gateway-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import { type Column, textsOf } from '../output/column.ts';
import { type JsonFields, picked } from '../output/json-fields.ts';
import { createListing } from '../output/listing.ts';
import { notBegun } from '../output/not-begun.ts';
import { visible } from '../output/printable.ts';
import type { Sink } from '../output/sink.ts';
import { jsonText } from '../output/verbatim-json.ts';
import type { GatewayAddress } from '../remote-gateway.ts';

export interface UsageOptions extends Pick<UsageQuery, 'month' | 'day'> {
  /** Names between commas. */
  readonly by?: string | undefined;
  readonly csv?: boolean | undefined;
  readonly json?: JsonFields | undefined;
}

const FIELDS = Object.keys(UsageSchema.unwrap().shape);
/** The mark of a last row, which has the sum of all others. */
const TOTAL = 'total';

const COLUMNS: readonly Column<UsageRow>[] = [
  { name: 'period', of: ({ period }) => period, isKept: true, style: styleOf },
  { name: 'jobType', of: (row) => inWords(row, row.jobType, 'others') },
  { name: 'dimension', of: (row) => inWords(row, row.dimension, 'none'), isKept: true },
  { name: 'accepted', of: ({ accepted }) => accepted, style: styleOf },
  { name: 'completed', of: ({ completed }) => completed, style: styleOf },
  { name: 'waiting', of: ({ waiting }) => waiting, style: styleOf },
  { name: 'charged', of: ({ charged }) => charged, style: styleOf },
  { name: 'amount', of: ({ amount }) => amount, style: styleOf },
  { name: 'currency', of: ({ currency }) => currency },
];

export function addUsage(program: Command): void {
  const command = program
    .command('usage')
    .description('show what was accepted, completed and charged in a month or a day, in UTC')
    .addOption(
      new Option(
        '--month <month>',
        'of this month, such as 2026-03; without it, of the month of now',
      ).conflicts('day'),
    )
    .option('--day <day>', 'of this day alone, such as 2026-03-31')
    .option('--by <names>', 'told apart by these: jobType, day, and one showback tag, such as jobType,team')
    .addOption(new Option('--csv', 'as CSV with a header, for a spreadsheet').conflicts('json'));
  addReadingOptions(addJsonOption(command, FIELDS))
    .addHelpText('after', exitCodesHelp(CALL_CODES))
    .action((options: GatewayAddress & UsageOptions) =>
      callGateway(options, (call) => showUsage(call, options)),
    );
}

/** @returns the exit code. @throws as `Money.usage` does */
export async function showUsage(
  { money, sink, tell, signal }: GatewayCall,
  { month, day, by, csv = false, json }: UsageOptions,
): Promise<number> {
  const usage = await money.usage({ month, day, by: by?.split(',') }, { signal });
  if (json) sink.stream.write(`${jsonText(picked(usage, json))}\n`);
  else if (csv) writeCsv(sink, rowsOf(usage));
  else {
    const listing = createListing<UsageRow>(sink, { columns: COLUMNS, json });
    for (const row of rowsOf(usage)) listing.add(row);
    listing.end();
  }
  tellOf(usage, tell);
  return DONE;
}

function rowsOf({ rows, total }: Usage): UsageRow[] {
  return total === null ? [] : [...rows, { period: TOTAL, jobType: null, dimension: null, ...total }];
}

/** As RFC 4180 has it, without a cell that a spreadsheet would compute. */
function writeCsv(sink: Sink, rows: readonly UsageRow[]): void {
  const cells = rows.map((row) =>
    COLUMNS.map((column) => asText(visible(textsOf(column, row, sink).join(' ')))),
  );
  sink.stream.write(stringify([COLUMNS.map(({ name }) => name), ...cells]));
}

function tellOf(usage: Usage, tell: (line: string) => void): void {
  const { total } = usage;
  if (total === null)
    return tell(
      'Nothing is counted for the team of this account: its tag is no showback tag (SHOWBACK_TAGS).',
    );
  if (total.charged > 0 && total.amount === null)
    tell(
      total.currency === null
        ? 'There are no amounts: the gateway knows no prices (PRICES).'
        : 'Some that were charged have no price on that day (PRICES): --by jobType shows of which type.',
    );
  const toCome = notBegun(usage.period, usage.countedAt);
  if (toCome !== undefined) tell(toCome);
  tellWhen(usage, tell);
}

/** `*` stands for all, where they are not told apart, and null for those without a value that is known. */
function inWords({ period }: UsageRow, value: string | null, without: string): string | null {
  if (period === TOTAL) return null;
  return value === '*' ? 'all' : (value ?? without);
}

function styleOf({ period }: UsageRow) {
  return period === TOTAL ? 'bold' : undefined;
}
