/** Adds `reconcile` to the command line: the gateway's books, held against an invoice. */
import type { Command } from 'commander';
import { ReconciliationSchema } from '../../shared/api/reconcile-schemas.ts';
import { callGateway } from '../call-gateway.ts';
import { exitCodesHelp, RECONCILE_CODES } from '../exit-codes.ts';
import { addReadingOptions } from '../options/gateway-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import { type ReconcileOptions, reconcileBooks } from './reconcile-books.ts';

const FIELDS = [...Object.keys(ReconciliationSchema.unwrap().shape), 'invoice'];

export function addReconcile(program: Command): void {
  const command = program
    .command('reconcile')
    .description('hold what was accepted against what became of it, and what was charged against an invoice')
    .option('--month <month>', 'of a UTC month, such as 2026-03; the month of now without it')
    .option('--day <day>', 'of a UTC day, such as 2026-03-01, instead')
    .option('--job-type <type>', 'have sums of this job type as well, such as enrichMobile, or of several')
    .option(
      '--invoice <count|file>',
      'the jobs of the invoice: how many there are, or the CSV file that lists them',
    )
    .option('--column <name>', 'the column of that file that has the request IDs');
  addReadingOptions(addJsonOption(command, FIELDS))
    .addHelpText('after', exitCodesHelp(RECONCILE_CODES))
    .action((options: GatewayAddress & ReconcileOptions) =>
      callGateway(options, (call) => reconcileBooks(call, options)),
    );
}
