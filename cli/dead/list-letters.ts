/** `dead list`: messages that were set aside, the newest first. */
import type { Command } from 'commander';
import type { DeadLetter } from '../../client/operator.ts';
import { LIMITS } from '../../shared/api/limits.ts';
import { callGateway, type GatewayCall } from '../call-gateway.ts';
import { CALL_CODES, DONE, exitCodesHelp } from '../exit-codes.ts';
import { addOperatingOptions } from '../options/gateway-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import { addLimitOption } from '../options/limit-option.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { createListing } from '../output/listing.ts';
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
  { operator, sink, tell, signal }: GatewayCall,
  { limit, json, ...given }: ListLettersOptions,
): Promise<number> {
  const listing = createListing<DeadLetter>(sink, { columns: LETTER_COLUMNS, json });
  // One more tells whether there are more.
  const pageSize = Math.min(limit + 1, LIMITS.pageSize);
  const letters = operator.deadLetters.list({ ...letterFilterOf(given), pageSize }, { signal });
  let shown = 0;
  for await (const letter of letters) {
    shown += 1;
    if (shown > limit) break;
    listing.add(letter);
  }
  listing.end();
  if (shown === 0) tell('No dead letter matches.');
  if (shown > limit) tell(`These are the newest ${limit}: --limit shows more.`);
  return DONE;
}
