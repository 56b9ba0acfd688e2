/** Reads an archive entry by entry, and holds it against what its last line says that it comes to. */
import { createHash } from 'node:crypto';
import type { Instant } from '../../jobs/instant.ts';
import { parsedJson } from '../../protocol/parsed-json.ts';
import { GATEWAY_VERSION } from '../../webhooks/gateway-version.ts';
import { ArchiveError } from './archive-error.ts';
import {
  AnyHeaderSchema,
  ARCHIVE_VERSION,
  type ArchiveHeader,
  type ArchiveTrailer,
  HeaderSchema,
  TrailerSchema,
} from './archive-frame.ts';
import { archiveLines, cutOff, damaged, notAnArchive } from './archive-lines.ts';
import { type Entry, entryOf } from './archived-forms.ts';
import { differingStores, SumOfLedger } from './ledger-sums.ts';

export interface ArchiveReading {
  readonly path: string;
  /** Letters whose time is over by then are left out: a store would remove them. */
  readonly asOf: Instant;
  readonly signal?: AbortSignal | undefined;
}

/**
 * @returns every entry; only at the end it is known whether the archive is whole
 * @throws ArchiveError for a file that is no whole archive, and the signal's reason once it is aborted
 */
export async function* archivedEntries({ path, asOf, signal }: ArchiveReading): AsyncGenerator<Entry> {
  const lines = archiveLines(path);
  const bytes = createHash('sha256');
  const sum = new SumOfLedger();
  const first = await lines.next();
  headerIn(path, first.done ? undefined : first.value);
  bytes.update(`${first.value}\n`);
  for await (const text of lines) {
    signal?.throwIfAborted();
    const line = parsedJson(text);
    if (isTrailer(line)) {
      requireWhole(path, trailerIn(path, line), { sum, sha256: bytes.digest('hex') });
      if (!(await lines.next()).done) throw damaged(path, 'what follows its end is');
      return;
    }
    const entry = entryIn(path, { line, number: sum.count + 2 });
    bytes.update(`${text}\n`);
    sum.add(entry.store, text);
    if (!isOver(entry, asOf)) yield entry;
  }
  throw cutOff(path);
}

/** @throws ArchiveError for a file that is no archive that this program can read */
export async function archiveHeader(path: string): Promise<ArchiveHeader> {
  const lines = archiveLines(path);
  const first = await lines.next();
  await lines.return(undefined);
  return headerIn(path, first.done ? undefined : first.value);
}

function headerIn(path: string, text: string | undefined): ArchiveHeader {
  const line = text === undefined ? undefined : parsedJson(text);
  const any = AnyHeaderSchema.safeParse(line);
  if (!any.success) throw notAnArchive(path);
  const { version } = any.data;
  if (version > ARCHIVE_VERSION)
    throw newer(path, `is of version ${version}, and this program knows versions up to ${ARCHIVE_VERSION}`);
  const header = HeaderSchema.safeParse(line);
  if (!header.success) throw damaged(path, 'its first line is');
  const { gatewayVersion } = header.data;
  if (isNewer(gatewayVersion, GATEWAY_VERSION))
    throw newer(
      path,
      `was written by version ${gatewayVersion} of the gateway, and this is ${GATEWAY_VERSION}`,
    );
  return header.data;
}

/** @param at.number of the line, for a person */
function entryIn(path: string, at: { readonly line: unknown; readonly number: number }): Entry {
  const entry = entryOf(at.line);
  if (entry === 'newer-format') throw newer(path, 'has things of a newer gateway than this one');
  if (entry === 'malformed') throw damaged(path, `line ${at.number} is`);
  return entry;
}

/** It may have members that this program would leave out. */
function newer(path: string, seen: string): ArchiveError {
  const told = `${seen}. Use the program that wrote it, or a newer one.`;
  return new ArchiveError({ code: 'newer-version', path, told });
}

/** @returns whether a version such as 0.10.1 is later than another */
function isNewer(a: string, b: string): boolean {
  return a.localeCompare(b, 'en', { numeric: true }) > 0;
}

function isTrailer(line: unknown): line is object {
  return typeof line === 'object' && line !== null && 'end' in line;
}

function trailerIn(path: string, line: object): ArchiveTrailer {
  const trailer = TrailerSchema.safeParse(line);
  if (!trailer.success) throw damaged(path, 'its last line is');
  return trailer.data;
}

interface Found {
  readonly sum: SumOfLedger;
  readonly sha256: string;
}

function requireWhole(path: string, { stores, sha256 }: ArchiveTrailer, found: Found): void {
  const [differing] = differingStores(stores, found.sum.sums());
  if (differing !== undefined) throw damaged(path, `its ${differing} are`);
  if (sha256 !== found.sha256) throw damaged(path, 'its bytes are');
}

function isOver({ store, thing }: Entry, asOf: Instant): boolean {
  return store === 'deadLetters' && thing.letter.expireAt <= asOf;
}
