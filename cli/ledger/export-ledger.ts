/** `ledger export`: a whole ledger as one file, to go on elsewhere or to be kept. */
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { ARCHIVE_FORMAT, ARCHIVE_VERSION } from '../../shared/adapters/archive/archive-frame.ts';
import { sumsOf } from '../../shared/adapters/archive/ledger-contents.ts';
import { ledgerEntries, type Reading } from '../../shared/adapters/archive/ledger-entries.ts';
import { differingStores, type LedgerSums } from '../../shared/adapters/archive/ledger-sums.ts';
import { writeArchive } from '../../shared/adapters/archive/write-archive.ts';
import type { LedgerFile } from '../../shared/adapters/sqlite/ledger-file.ts';
import { beginMove } from '../../shared/adapters/sqlite/ledger-moves.ts';
import { MessageQueue } from '../../shared/adapters/sqlite/message-queue.ts';
import { rfc3339 } from '../../shared/jobs/instant.ts';
import { GATEWAY_VERSION } from '../../shared/webhooks/gateway-version.ts';
import { DONE, exitCodesHelp, FAULT, LEDGER_CODES } from '../exit-codes.ts';
import { UserError } from '../output/user-error.ts';
import { type LedgerContext, refusedBy, withLedgerContext } from './ledger-context.ts';
import { addPlaceOptions, inWords, type LedgerPlace, type PlaceOptions, placeOf } from './ledger-place.ts';
import { countsOf, STORE_WORDS, someOf, sumLines } from './ledger-words.ts';
import { type OpenLedger, openLedgerAt } from './open-ledger-at.ts';

interface ExportOptions {
  /** Whether the ledger goes on where it is. */
  readonly copy?: boolean | undefined;
  /** Whether it is moved though results wait in it, which are then not delivered. */
  readonly leaveResults?: boolean | undefined;
  readonly yes?: boolean | undefined;
}

const HELP = `
The archive has personal data: it is readable by you alone. See docs/move-ledger.md for the whole move.
${exitCodesHelp(LEDGER_CODES)}`;

export function addExportLedger(ledger: Command): void {
  const command = ledger
    .command('export')
    .description('write the whole ledger to a file; it then goes on where that is imported')
    .argument('<archive>', 'the file to write, compressed where its name ends with .gz');
  addPlaceOptions(command)
    .option('--copy', 'a backup: the ledger goes on where it is')
    .option('--leave-results', 'leave results behind that wait to be delivered')
    .option('--yes', 'yes, move it: nothing is asked')
    .addHelpText('after', HELP)
    .action((archive: string, options: PlaceOptions & ExportOptions) =>
      withLedgerContext(async (context) =>
        exportLedger(context, archive, { ...options, place: await placeOf(options) }),
      ),
    );
}

/**
 * @returns the exit code
 * @throws UserError for whatever a person can mend; the archive is then not there
 */
async function exportLedger(
  context: LedgerContext,
  archive: string,
  { place, copy = false, leaveResults = false, yes = false }: ExportOptions & { readonly place: LedgerPlace },
): Promise<number> {
  if (existsSync(archive))
    throw new UserError(`${archive} is there already: name another file, or take that one away.`);
  if (place.in === 'file' && !existsSync(place.path))
    throw new UserError(`There is no ledger ${place.path} yet: see "ledger" and --config.`);
  const ledger = await openLedgerAt(place, { despite: 'out' });
  try {
    if (!copy && !leaveResults && ledger.file) requireDelivered(ledger.file);
    const refused = copy ? undefined : await refusedBy(context, { ...questionOf(place), yes });
    return refused ?? (await write(context, ledger, { archive, place, copy }));
  } finally {
    await ledger.close();
  }
}

function questionOf(place: LedgerPlace) {
  const told =
    place.in === 'file'
      ? `The ledger ${place.path} is moved: from then on no gateway on this machine opens it, unless by ledger reopen.`
      : `The ledger in ${inWords(place)} is moved. Nothing may write to it from now on: hold all job types (holds place '*'), ` +
        'pause the schedules, and let no push subscription call (docs/move-ledger.md). A change meanwhile is found, one after that is not.';
  return { told, question: 'Export it?' };
}

/** Messages that wait are in no store, and so in no archive. */
function requireDelivered(file: LedgerFile): void {
  const waiting = [...new MessageQueue(file).waiting()].filter(([, messages]) => messages > 0);
  if (waiting.length === 0) return;
  const each = waiting.map(([subscription, messages]) => `${messages} for ${subscription}`).join(', ');
  throw new UserError(
    `Messages wait to be delivered on this machine (${each}), and would be left behind: let serve deliver them first. ` +
      'With --leave-results they stay; jobs redeliver has results delivered again later.',
  );
}

const FUZZY = ' If a gateway wrote to it meanwhile, the copy is of no single moment: do not move by it.';

interface Writing {
  readonly archive: string;
  readonly place: LedgerPlace;
  readonly copy: boolean;
}

/** The archive has its name once it is whole, and its ledger is not used any more. */
async function write(context: LedgerContext, ledger: OpenLedger, writing: Writing): Promise<number> {
  const { archive, place, copy } = writing;
  const { clock, print, tell } = context;
  const partial = `${archive}.partial`;
  const sums = await writeWhole(context, ledger, { ...writing, partial }).catch(async (error) => {
    await rm(partial, { force: true });
    throw writingFaultOf(error, archive);
  });
  if (ledger.file && !copy)
    await beginMove(ledger.file, { direction: 'out', archive: resolve(archive) }, clock.now());
  await rename(partial, archive);
  context.progress.end();
  print(sumLines(sums));
  tell(`${archive} has ${countsOf(sums)}. It is personal data: keep it as such.`);
  const where = inWords(place);
  tell(
    copy
      ? `The ledger in ${where} goes on.${place.in === 'firestore' ? FUZZY : ''}`
      : `The ledger in ${where} is moved: ledger import takes it up elsewhere.`,
  );
  return DONE;
}

async function writeWhole(
  { clock, progress, signal }: LedgerContext,
  ledger: OpenLedger,
  { archive, partial, place: { repositoryId, ...place }, copy }: Writing & { readonly partial: string },
): Promise<LedgerSums> {
  const asOf = clock.now();
  const reading: Reading = { asOf, signal, onUnreadable: ledger.onUnreadable };
  await rm(partial, { force: true });
  const sums = await writeArchive(partial, {
    header: {
      format: ARCHIVE_FORMAT,
      version: ARCHIVE_VERSION,
      repositoryId,
      purpose: copy ? 'copy' : 'move',
      exportedAt: rfc3339(asOf),
      gatewayVersion: GATEWAY_VERSION,
    },
    entries: ledgerEntries(ledger.stores, reading),
    isCompressed: archive.endsWith('.gz'),
    onProgress: progress.of('exported'),
  });
  requireReadable(ledger.unreadable);
  // One process has a file. To Firestore, any may write: a move that would lose that is found.
  if (place.in === 'firestore' && !copy)
    requireUnchanged(sums, await sumsOf(ledgerEntries(ledger.stores, reading), progress.of('read again')));
  return sums;
}

/** A record that is left out may be a lead that is paid twice. */
function requireReadable(unreadable: readonly string[]): void {
  if (unreadable.length === 0) return;
  throw new UserError(
    `The ledger has entries that cannot be read, and that the archive would lack: ${someOf(unreadable)}. ` +
      'Nothing was moved. Those of a newer format are read by the gateway that wrote them, or a newer one; the ' +
      'others have to be mended (docs/operate.md).',
    FAULT,
  );
}

function requireUnchanged(sums: LedgerSums, again: LedgerSums): void {
  const differing = differingStores(sums, again);
  if (differing.length === 0) return;
  throw new UserError(
    `The ledger has changed while it was read (${differing.map((store) => STORE_WORDS[store]).join(', ')}): ` +
      'something still writes to it. Nothing was moved. Stop that (docs/move-ledger.md), and export again.',
    FAULT,
  );
}

/** @returns what a person has to do about a file that cannot be written; any other error as it is */
function writingFaultOf(error: unknown, archive: string): unknown {
  switch ((error as NodeJS.ErrnoException | null)?.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new UserError(`${archive} cannot be written: the disk is full. Nothing was moved.`);
    case 'ENOENT':
      return new UserError(`${archive} cannot be written: there is no such folder. Nothing was moved.`);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new UserError(`${archive} cannot be written: this user may not write there. Nothing was moved.`);
    default:
      return error;
  }
}
