/** Adds `erasures` to the command line: a person's data is taken out for good, and a receipt tells of it. */
import type { Command } from 'commander';
import { LIMITS } from '../../shared/api/limits.ts';
import { callGateway } from '../call-gateway.ts';
import { CALL_CODES, DRY_RUN_CODES, ERASE_CODES, exitCodesHelp } from '../exit-codes.ts';
import { addOperatingOptions } from '../options/gateway-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import { addLimitOption } from '../options/limit-option.ts';
import { reason } from '../options/reason-option.ts';
import { personAtTerminal } from '../output/ask.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import { type ReplayOptions, replayErasures } from './confirmed-replay.ts';
import { type RunOptions, runErasure } from './confirmed-run.ts';
import { type CreateOptions, createErasure } from './create-erasure.ts';
import { ERASURE_FIELDS } from './erasure-columns.ts';
import { type ListOptions, listErasures } from './list-erasures.ts';
import { type ShowOptions, showErasure } from './show-erasure.ts';

export function addErasures(program: Command): void {
  const erasures = program
    .command('erasures')
    .description("erase a person's data, and tell what became of it");
  for (const addCommand of [addCreate, addRun, addShow, addList, addReplay]) addCommand(erasures);
}

function addCreate(erasures: Command): void {
  const command = erasures
    .command('create')
    .description('find all that there is about one person; nothing is erased yet')
    .option('--email <address>', "the person's e-mail address, whatever its case")
    .option('--linkedin <url>', "the person's LinkedIn URL, in any form")
    .option('--phone <number>', "the person's number, with a plus sign as from abroad")
    .option('--request-id <ids...>', 'attempts of the person; each stands for its whole lead')
    .requiredOption(
      '--reason <text>',
      `why, in ${LIMITS.reasonCharacters} characters at most, such as a ticket; kept for good: no personal data`,
      reason,
    )
    .option('--dry-run', 'find and count; write nothing');
  addOperatingOptions(addJsonOption(command, ERASURE_FIELDS))
    .addHelpText('after', exitCodesHelp(DRY_RUN_CODES))
    .action((options: GatewayAddress & CreateOptions) =>
      callGateway(options, (call) => createErasure(call, options)),
    );
}

function addRun(erasures: Command): void {
  const command = erasures
    .command('run')
    .description('erase what was found, for good; run again, it goes on where it ended')
    .argument('<id>', 'the receipt')
    .option('--yes', 'yes, for good: nothing is asked');
  addOperatingOptions(addJsonOption(command, ERASURE_FIELDS))
    .addHelpText('after', exitCodesHelp(ERASE_CODES))
    .action((id: string, options: GatewayAddress & RunOptions) =>
      callGateway(options, (call) =>
        runErasure({ ...call, ask: personAtTerminal(call.signal) }, id, options),
      ),
    );
}

function addShow(erasures: Command): void {
  const command = erasures
    .command('show')
    .description('show a receipt: each place, what was erased there, and what remains until when')
    .argument('<id>', 'the receipt');
  addOperatingOptions(addJsonOption(command, ERASURE_FIELDS))
    .addHelpText('after', exitCodesHelp(CALL_CODES))
    .action((id: string, options: GatewayAddress & ShowOptions) =>
      callGateway(options, (call) => showErasure(call, id, options)),
    );
}

function addList(erasures: Command): void {
  const command = erasures.command('list').description('list erasures, the newest first');
  addOperatingOptions(addJsonOption(addLimitOption(command), ERASURE_FIELDS))
    .addHelpText('after', exitCodesHelp(CALL_CODES))
    .action((options: GatewayAddress & ListOptions) =>
      callGateway(options, (call) => listErasures(call, options)),
    );
}

function addReplay(erasures: Command): void {
  const command = erasures
    .command('replay')
    .description('erase again what a restore has brought back')
    .requiredOption('--since <time>', 'when the backup was made, such as 2026-03-01T09:00:00Z')
    .option('--yes', 'yes, for good: nothing is asked');
  addOperatingOptions(addJsonOption(command, ERASURE_FIELDS))
    .addHelpText('after', exitCodesHelp(ERASE_CODES))
    .action((options: GatewayAddress & ReplayOptions) =>
      callGateway(options, (call) =>
        replayErasures({ ...call, ask: personAtTerminal(call.signal) }, options),
      ),
    );
}
