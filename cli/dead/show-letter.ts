/** `dead show`: one dead letter in full, and what would become of it now. */
import type { Command } from 'commander';
import { callGateway, type GatewayCall } from '../call-gateway.ts';
import { CALL_CODES, DONE, exitCodesHelp } from '../exit-codes.ts';
import { addOperatingOptions } from '../options/gateway-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { writeDetails } from '../output/listing.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import { FULL_COLUMNS, FULL_FIELDS } from './letter-columns.ts';

export function addShow(dead: Command): void {
  const command = dead
    .command('show')
    .description('show a dead letter: why it was set aside, its body, and what would become of it now')
    .argument('<id>', 'the dead letter, as dead list has it');
  addOperatingOptions(addJsonOption(command, FULL_FIELDS))
    .addHelpText('after', exitCodesHelp(CALL_CODES))
    .action((id: string, options: GatewayAddress & { readonly json?: JsonFields }) =>
      callGateway(options, (call) => showLetter(call, id, options.json)),
    );
}

/** @returns the exit code. @throws as `DeadLetters.get` does */
export async function showLetter(
  { operator, sink, signal }: GatewayCall,
  id: string,
  json: JsonFields | undefined,
): Promise<number> {
  writeDetails(sink, await operator.deadLetters.get(id, { signal }), { columns: FULL_COLUMNS, json });
  return DONE;
}
