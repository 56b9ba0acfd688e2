/** `holds place`: jobs of a type are accepted, and nothing is published until it is released. */
import type { Command } from 'commander';
import type { HoldOrder } from '../../client/operator.ts';
import { callGateway, type GatewayCall } from '../call-gateway.ts';
import { CALL_CODES, DONE, exitCodesHelp } from '../exit-codes.ts';
import { endTime } from '../options/end-time.ts';
import { addOperatingOptions } from '../options/gateway-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import { addReasonOption } from '../options/reason-option.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { writeDetails } from '../output/listing.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import { HOLD_COLUMNS, HOLD_FIELDS } from './hold-columns.ts';

export interface PlaceOptions extends HoldOrder {
  readonly json?: JsonFields | undefined;
}

export function addPlace(holds: Command): void {
  const command = holds
    .command('place')
    .description('hold a job type: its jobs are accepted, and nothing is published until it is released')
    .argument('<jobType>', "the job type, or '*' for all of them")
    .option(
      '--until <time>',
      'when it ends by itself and lets its jobs go: 18:00, 2h, or 2026-03-01T18:00:00Z',
      (text) => endTime(text),
    );
  addOperatingOptions(addJsonOption(addReasonOption(command), HOLD_FIELDS))
    .addHelpText('after', exitCodesHelp(CALL_CODES))
    .action((jobType: string, options: GatewayAddress & PlaceOptions) =>
      callGateway(options, (call) => placeHold(call, jobType, options)),
    );
}

/** @returns the exit code. @throws as `Holds.place` does */
export async function placeHold(
  { operator, sink, tell, signal }: GatewayCall,
  jobType: string,
  { json, reason, until: end }: PlaceOptions,
): Promise<number> {
  const order = { ...(reason !== undefined && { reason }), ...(end !== undefined && { until: end }) };
  const { hold, replayed } = await operator.holds.place(jobType, order, { signal });
  writeDetails(sink, hold, { columns: HOLD_COLUMNS, json });
  tell(
    replayed
      ? 'It was held before, and stays as it was: reason and end are those of then.'
      : 'For up to 10 seconds more, stragglers may still be published.',
  );
  return DONE;
}
