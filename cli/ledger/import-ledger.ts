/** `ledger import`: fills a ledger with what an archive has, and sees that both are equal. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { ArchiveError } from '../../shared/adapters/archive/archive-error.ts';
import type { ArchiveHeader } from '../../shared/adapters/archive/archive-frame.ts';
import { EntryDiffersError, fillLedger } from '../../shared/adapters/archive/fill-ledger.ts';
import { sumsOf } from '../../shared/adapters/archive/ledger-contents.ts';
import { ledgerEntries } from '../../shared/adapters/archive/ledger-entries.ts';
import { differingStores, type LedgerSums } from '../../shared/adapters/archive/ledger-sums.ts';
import { archivedEntries, archiveHeader } from '../../shared/adapters/archive/read-archive.ts';
import { strangersIn } from '../../shared/adapters/archive/strangers.ts';
import { beginMove, endMove } from '../../shared/adapters/sqlite/ledger-moves.ts';
import type { Instant } from '../../shared/jobs/instant.ts';
import type { Peppers } from '../../shared/jobs/persons/peppers.ts';
import { DONE, exitCodesHelp, FAULT, LEDGER_CODES } from '../exit-codes.ts';
import { UserError } from '../output/user-error.ts';
import { type LedgerContext, refusedBy, withLedgerContext } from './ledger-context.ts';
import { addPlaceOptions, inWords, type LedgerPlace, type PlaceOptions, placeOf } from './ledger-place.ts';
import { countsOf, STORE_WORDS, someOf, sumLines } from './ledger-words.ts';
import { type OpenLedger, openLedgerAt } from './open-ledger-at.ts';
import { peppersOf } from './peppers-of.ts';

interface ImportOptions {
  readonly yes?: boolean | undefined;
}

const HELP = `
Persons are keyed anew, with the peppers of the gateway that goes on: personPeppersFile of --config, or with
--project the variable PERSON_PEPPERS, as its functions have it. See docs/move-ledger.md for the whole move.
${exitCodesHelp(LEDGER_CODES)}`;

export function addImportLedger(ledger: Command): void {
  const command = ledger
    .command('import')
    .description('fill an empty ledger with an archive, read it back, and compare; broken off, it goes on')
    .argument('<archive>', 'a file that ledger export wrote');
  addPlaceOptions(command)
    .option('--yes', 'yes, fill it: nothing is asked')
    .addHelpText('after', HELP)
    .action((archive: string, options: PlaceOptions & ImportOptions) =>
      withLedgerContext(async (context) => {
        const place = await placeOf(options);
        const peppers = await peppersOf(place, process.env);
        return importLedger(context, archive, { yes: options.yes, place, peppers });
      }),
    );
}

interface Target {
  readonly place: LedgerPlace;
  readonly peppers: Peppers;
}

/** @returns the exit code. @throws UserError for whatever a person can mend */
async function importLedger(
  context: LedgerContext,
  archive: string,
  { place, peppers, yes = false }: ImportOptions & Target,
): Promise<number> {
  try {
    const header = await archiveHeader(archive);
    requireRepository(archive, header, place);
    const asOf = context.clock.now();
    const { signal, progress } = context;
    const entries = archivedEntries({ path: archive, asOf, signal });
    const expected = await sumsOf(entries, progress.of('checked'));
    progress.end();
    const told = tellingOf(header, expected, { place, peppers });
    const refused = await refusedBy(context, { told, question: 'Import it?', yes });
    return refused ?? (await fillAndCompare(context, { archive, asOf, expected }, { place, peppers }));
  } catch (error) {
    if (error instanceof ArchiveError) throw new UserError(error.message);
    if (error instanceof EntryDiffersError) throw differing(error);
    throw error;
  }
}

function requireRepository(archive: string, header: ArchiveHeader, { repositoryId }: LedgerPlace): void {
  if (header.repositoryId === repositoryId) return;
  throw new UserError(
    `The archive ${archive} is of the repository ${header.repositoryId}, and this ledger is of ${repositoryId}. ` +
      'Name the archive of the latter, or the ledger of the former.',
  );
}

function tellingOf(header: ArchiveHeader, expected: LedgerSums, { place, peppers }: Target): string {
  const copy =
    header.purpose === 'copy'
      ? ' It is a copy: let no gateway go on with the ledger that it was made of, or leads are paid twice.'
      : '';
  const schedules =
    place.in === 'firestore'
      ? ' Pause the schedules of its gateway until it is equal (docs/move-ledger.md).'
      : '';
  const persons = peppers.length === 0 ? ' Without peppers, persons are found by request ID alone.' : '';
  return `${inWords(place)} gets what was exported at ${header.exportedAt}: ${countsOf(expected)}.${copy}${schedules}${persons}`;
}

interface Filling {
  readonly archive: string;
  readonly asOf: Instant;
  readonly expected: LedgerSums;
}

async function fillAndCompare(
  context: LedgerContext,
  filling: Filling,
  { place, peppers }: Target,
): Promise<number> {
  const ledger = await openLedgerAt(place, { despite: 'in', peppers });
  try {
    return await fill(context, ledger, { ...filling, place });
  } finally {
    await ledger.close();
  }
}

async function fill(
  context: LedgerContext,
  ledger: OpenLedger,
  { archive, asOf, expected, place }: Filling & Pick<Target, 'place'>,
): Promise<number> {
  const { stores, file, onUnreadable } = ledger;
  const { signal, progress, clock } = context;
  const entries = () => archivedEntries({ path: archive, asOf, signal });
  const strangers = await strangersIn(stores, entries);
  if (strangers.length > 0) throw notEmpty(place, strangers);
  if (file) await beginMove(file, { direction: 'in', archive: resolve(archive) }, clock.now());
  const { written, present } = await fillLedger(stores, entries(), {
    signal,
    onProgress: progress.of('imported'),
  });
  const found = await sumsOf(ledgerEntries(stores, { asOf, signal, onUnreadable }), progress.of('read back'));
  progress.end();
  context.print(sumLines(found));
  context.tell(`${written} were written, ${present} were there already.`);
  if (!isEqual(context, { expected, found, unreadable: ledger.unreadable })) return FAULT;
  if (file) await endMove(file, 'in', clock.now());
  context.tell(
    `Equal: ${inWords(place)} was read back, and has all that the archive has, by count and hash.`,
  );
  return DONE;
}

interface Compared {
  readonly expected: LedgerSums;
  readonly found: LedgerSums;
  readonly unreadable: readonly string[];
}

function isEqual({ tell }: LedgerContext, { expected, found, unreadable }: Compared): boolean {
  for (const store of differingStores(expected, found))
    tell(
      `Not equal: ${STORE_WORDS[store]}, of which the archive has ${expected[store].count} (${expected[store].sha256}), ` +
        `and the ledger ${found[store].count} (${found[store].sha256}).`,
    );
  if (unreadable.length > 0) tell(`The ledger has entries that cannot be read: ${someOf(unreadable)}.`);
  const isSame = differingStores(expected, found).length === 0 && unreadable.length === 0;
  if (!isSame) tell('Let no gateway run on it: import into an empty ledger.');
  return isSame;
}

function notEmpty(place: LedgerPlace, strangers: readonly string[]): UserError {
  return new UserError(
    `${inWords(place)} has jobs that the archive does not have, such as ${someOf(strangers)}: nothing was written. ` +
      'Import into an empty ledger.',
    FAULT,
  );
}

function differing({ store, entry }: EntryDiffersError): UserError {
  return new UserError(
    `The ledger has ${entry} (${STORE_WORDS[store]}) already, and it is not the one of the archive: nothing of it was ` +
      'replaced. Import into an empty ledger; one that a gateway has gone on with is ahead of the archive.',
    FAULT,
  );
}
