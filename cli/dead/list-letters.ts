/** `dead list`: messages that were set aside, the newest first. */
import type { Command } from 'commander';
import type { DeadLetter } from '../../client/operator.ts';
import { callGateway, type GatewayCall } from '../call-gateway.ts';
import { CALL_CODES, DONE, exitCodesHelp } from '../exit-codes.ts';
import { addOperatingOptions } from '../options/gateway-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import { addLimitOption } from '../options/limit-option.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { listNewest } from '../output/list-newest.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import { LETTER_COLUMNS, LETTER_FIELDS } from './letter-columns.ts';
import { addLetterFilter, type LetterFilterOptions, letterFilterOf } from './letter-filter-options.ts';

export interface ListLettersOptions extends LetterFilterOptions {
  /** How many letters are shown at most. */
  readonly limit: number;
  readonly json?: JsonFields | undefined;
}

export function addList(dead: Command): void {
  const command = addLetterFilter(
    dead.command('list').description('list dead letters that match, the newest first'),
  );
  addOperatingOptions(addJsonOption(addLimitOption(command), LETTER_FIELDS))
    .addHelpText('after', exitCodesHelp(CALL_CODES))
    .action((options: GatewayAddress & ListLettersOptions) =>
      callGateway(options, (call) => listLetters(call, options)),
    );
}

/** @returns the exit code. @throws as `DeadLetters.list` does */
export async function listLetters(
  { operator, signal, ...output }: GatewayCall,
  { limit, json, ...given }: ListLettersOptions,
): Promise<number> {
  const none = 'No dead letter matches.';
  await listNewest<DeadLetter>(output, { columns: LETTER_COLUMNS, json, limit, none }, (pageSize) =>
    operator.deadLetters.list({ ...letterFilterOf(given), pageSize }, { signal }),
  );
  return DONE;
}
