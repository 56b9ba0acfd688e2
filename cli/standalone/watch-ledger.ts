/** Sees that the ledger can no longer be used: nothing that a run does from then on would be kept. */
import { LedgerFileError } from '../../shared/adapters/sqlite/ledger-file-error.ts';
import { openingFaultOf } from '../../shared/adapters/sqlite/open-database.ts';
import type { Telemetry } from '../../shared/telemetry/log-events.ts';
import { UserError } from '../output/user-error.ts';

interface Watched {
  readonly telemetry: Telemetry;
  /** Aborts at the first fault that a person has to mend; its reason is a UserError that says which. */
  readonly broken: AbortSignal;
}

/**
 * @param telemetry is told all else
 * @param ledger the path of its file
 */
export function watchLedger(telemetry: Telemetry, ledger: string): Watched {
  const broken = new AbortController();
  return {
    broken: broken.signal,
    telemetry: {
      emit: (event, fields) => {
        const fault = ledgerFaultIn(fields?.error, ledger);
        if (fault === undefined) telemetry.emit(event, fields);
        else broken.abort(new UserError(fault.message));
      },
    },
  };
}

/**
 * SQLite's own error is among the causes. A program that holds the file for a moment lets go of it.
 * @returns what a person has to mend, in a line; undefined for what passes, or is about something else
 */
export function ledgerFaultIn(error: unknown, ledger: string): LedgerFileError | undefined {
  if (!(error instanceof Error)) return undefined;
  const fault = openingFaultOf(error, ledger);
  if (!(fault instanceof LedgerFileError)) return ledgerFaultIn(error.cause, ledger);
  return fault.code === 'in-use' ? undefined : fault;
}
