/** `holds list`: job types of which nothing is published, and those whose jobs are being let go. */
import type { Command } from 'commander';
import type { Hold } from '../../client/operator.ts';
import { callGateway, type GatewayCall } from '../call-gateway.ts';
import { CALL_CODES, DONE, exitCodesHelp } from '../exit-codes.ts';
import { addOperatingOptions } from '../options/gateway-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { createListing } from '../output/listing.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import { HOLD_COLUMNS, HOLD_FIELDS } from './hold-columns.ts';

export interface ListHoldsOptions {
  readonly json?: JsonFields | undefined;
}

export function addHoldsList(holds: Command): void {
  const command = holds
    .command('list')
    .description('list the job types that are held, since when, by whom, and how many jobs they hold');
  addOperatingOptions(addJsonOption(command, HOLD_FIELDS))
    .addHelpText('after', exitCodesHelp(CALL_CODES))
    .action((options: GatewayAddress & ListHoldsOptions) =>
      callGateway(options, (call) => listHolds(call, options)),
    );
}

/** @returns the exit code. @throws as `Holds.list` does */
export async function listHolds(
  { operator, sink, tell, signal }: GatewayCall,
  { json }: ListHoldsOptions,
): Promise<number> {
  const listing = createListing<Hold>(sink, { columns: HOLD_COLUMNS, json });
  const holds = await operator.holds.list({ signal });
  for (const hold of holds) listing.add(hold);
  listing.end();
  if (holds.length === 0) tell('Nothing is held.');
  return DONE;
}
