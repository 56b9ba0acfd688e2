/** `dead drop`: dead letters are done with, though none was redriven. */
import type { Command } from 'commander';
import { callGateway } from '../call-gateway.ts';
import { exitCodesHelp, LETTER_ACT_CODES } from '../exit-codes.ts';
import { addOperatingOptions } from '../options/gateway-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import { personAtTerminal } from '../output/ask.ts';
import type { JsonFields } from '../output/json-fields.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import {
  actOnEach,
  addChangeOptions,
  declined,
  isAgreed,
  type LettersCall,
  ROW_COLUMNS,
} from './act-on-letters.ts';

export interface DropLettersOptions {
  readonly yes?: boolean | undefined;
  readonly reason?: string | undefined;
  readonly json?: JsonFields | undefined;
}

export function addDrop(dead: Command): void {
  const command = addChangeOptions(
    dead
      .command('drop')
      .description('decide that dead letters are done with; each is kept until it expires')
      .argument('<ids...>', 'the dead letters, as dead list has them'),
  );
  addOperatingOptions(
    addJsonOption(
      command,
      ROW_COLUMNS.map(({ name }) => name),
    ),
  )
    .addHelpText('after', exitCodesHelp(LETTER_ACT_CODES))
    .action((ids: readonly string[], options: GatewayAddress & DropLettersOptions) =>
      callGateway(options, (call) =>
        dropLetters({ ...call, ask: personAtTerminal(call.signal) }, ids, options),
      ),
    );
}

/**
 * @returns the exit code
 * @throws UserError where somebody would have to be asked and nobody can be
 * @throws as `DeadLetters.drop` does when it is not about the letter
 */
export async function dropLetters(
  call: LettersCall,
  ids: readonly string[],
  { yes, reason, json }: DropLettersOptions,
): Promise<number> {
  const letters = ids.length === 1 ? '1 dead letter' : `${ids.length} dead letters`;
  const question = `Drop ${letters}, which cannot be redriven any more then? [y/N] `;
  if (!(await isAgreed(call, { yes, question, done: 'dropped' }))) return declined(call);
  return actOnEach(call, { ids, json }, async (id) => {
    await call.operator.deadLetters.drop(id, { reason }, { signal: call.signal });
    return { outcome: 'dropped', reason: null, messageId: null };
  });
}
