/** `ledger reopen`: a ledger that was moved, and never imported, goes on where it was. */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { endMove } from '../../shared/adapters/sqlite/ledger-moves.ts';
import { DONE, exitCodesHelp, LEDGER_CODES } from '../exit-codes.ts';
import { UserError } from '../output/user-error.ts';
import { type LedgerContext, refusedBy, withLedgerContext } from './ledger-context.ts';
import { type FilePlace, filePlaceOf } from './ledger-place.ts';
import { openLedgerFile } from './open-ledger-at.ts';

export function addReopenLedger(ledger: Command): void {
  ledger
    .command('reopen')
    .description('take up a moved ledger again, whose archive was imported nowhere')
    .requiredOption('--config <file>', 'the configuration of its gateway, such as modigie.json')
    .option('--yes', 'yes, take it up again: nothing is asked')
    .addHelpText('after', exitCodesHelp(LEDGER_CODES))
    .action(({ config, yes }: { readonly config: string; readonly yes?: boolean }) =>
      withLedgerContext(async (context) => reopenLedger(context, await filePlaceOf(config), yes)),
    );
}

/** @returns the exit code. @throws UserError for a ledger that cannot be opened, or was not moved */
async function reopenLedger(context: LedgerContext, place: FilePlace, yes = false): Promise<number> {
  if (!existsSync(place.path))
    throw new UserError(`There is no ledger ${place.path} yet: see "ledger" and --config.`);
  const file = await openLedgerFile(place, 'out');
  try {
    const refused = await refusedBy(context, {
      told:
        `${place.path} goes on where it was left. If its archive was imported anywhere, and a gateway runs there, ` +
        'leads are requested by both, and paid twice.',
      question: 'Take it up again?',
      yes,
    });
    if (refused !== undefined) return refused;
    const wasMoved = await endMove(file, 'out', context.clock.now());
    context.tell(wasMoved ? `${place.path} goes on.` : `${place.path} was not moved, and goes on as before.`);
    return DONE;
  } finally {
    file.close();
  }
}
