/**
 * Patches for the records that a list is of: with `--patch`, its column id has the IDs of records in a CRM.
 * The requests say nothing of that, so that the same list is the same requests (docs/digest.md).
 */
import { digest, hasResult } from '../../shared/digest/digest.ts';
import type { Crm, DigestPolicy } from '../../shared/digest/digest-policy.ts';
import type { Patch } from '../../shared/digest/patches.ts';
import { crmRecord, recordKey } from '../../shared/digest/records-named.ts';
import { list } from '../../shared/protocol/json-path.ts';
import { plainName } from '../lists/column-names.ts';
import { tidyCell } from '../lists/tidy-cell.ts';
import { type ListOfLeads, payloadOf } from './leads.ts';
import { ownPlaces } from './result-columns.ts';
import type { Recalled } from './results.ts';
import { SeenIds } from './seen-ids.ts';

export interface Patching {
  readonly crm: Crm;
  readonly policy: DigestPolicy;
}

/** Rows of a run by what became of their patch, each counted once. */
export interface PatchCounts {
  readonly crm: Crm;
  written: number;
  /** The digest of the row sets nothing. */
  nothingToSet: number;
  /** The record has its patch from a row before. */
  repeated: number;
  /** Without an ID, or with one that is of no person in the CRM. */
  noSuchId: number;
  /** The gateway has no details of the job any more. */
  detailsGone: number;
  /** It has no result. */
  noResult: number;
}

/** Makes the patches of a list, row by row. */
export class Patches {
  readonly counts: PatchCounts;
  readonly #patching: Patching;
  readonly #list: Pick<ListOfLeads, 'header' | 'columns'>;
  readonly #mobileColumns: readonly number[];
  readonly #patched = new SeenIds();

  constructor(patching: Patching, rows: Pick<ListOfLeads, 'header' | 'columns'>) {
    this.#patching = patching;
    this.#list = rows;
    this.#mobileColumns = mobileColumns(rows.header);
    const { crm } = patching;
    this.counts = {
      crm,
      written: 0,
      nothingToSet: 0,
      repeated: 0,
      noSuchId: 0,
      detailsGone: 0,
      noResult: 0,
    };
  }

  /** @returns the patches of finished rows, a line of JSON for each */
  linesOf(leads: readonly Recalled[]): string {
    return leads
      .flatMap((lead) => {
        const made = this.#patchOf(lead);
        this.counts[typeof made === 'string' ? made : 'written'] += 1;
        return typeof made === 'string' ? [] : `${JSON.stringify(made)}\n`;
      })
      .join('');
  }

  /** @returns the patch of a row, or why it has none */
  #patchOf(lead: Recalled): Patch | Exclude<keyof PatchCounts, 'crm' | 'written'> {
    if (lead.kind !== 'done' || !hasResult(lead.job.status)) return 'noResult';
    const { crm, policy } = this.#patching;
    const { requestId, version, status, eventCodes, job } = lead.job;
    const record = crmRecord(crm, '', lead.id ?? '');
    if (record === undefined) return 'noSuchId';
    const sent = this.#sentBy(lead, { objectSystem: SYSTEM, objectType: record.type, objectId: record.id });
    const own = { ...policy, systems: new Map([[SYSTEM, crm]]) };
    const digested = digest({ requestId, version, status, eventCodes, job, sent }, own);
    if (digested.digest === null) return 'detailsGone';
    const [patch] = digested.digest.patches;
    if (patch === undefined) return 'nothingToSet';
    // HubSpot refuses all inputs of a call that has one record twice.
    return this.#patched.add(recordKey(record)) ? patch : 'repeated';
  }

  /**
   * @returns the payload of the row as it was sent, with the record as the source of each value, and with the
   * mobile numbers that the row has, sent or not: they are the record's, and not written over
   */
  #sentBy({ row }: Recalled, record: object): unknown {
    const text = JSON.stringify(payloadOf(row, this.#list) ?? {});
    const sent = JSON.parse(text, (name, value) => (name === 'source' ? { ...value, ...record } : value));
    const mobiles = this.#mobileColumns.map((place) => ({
      phoneNumber: { userFormat: tidyCell(row.cells[place] ?? '', false).value },
      source: { ...record, propertyName: 'mobile' },
    }));
    return { ...sent, phoneNumbers: [...mobiles, ...list(sent, 'phoneNumbers')] };
  }
}

/** Names of columns that have a mobile number, plain: Salesforce calls it Mobile, and HubSpot Mobile Phone Number. */
const MOBILE_COLUMNS: ReadonlySet<string> = new Set([
  'mobile',
  'mobilephone',
  'mobilephonenumber',
  'mobilenumber',
  'cell',
  'cellphone',
]);

/** @returns places of columns with a mobile number of the record; the one that an earlier round has added is none */
function mobileColumns(header: readonly string[]): number[] {
  const own = new Set(ownPlaces(header).values());
  return header.flatMap((name, place) =>
    MOBILE_COLUMNS.has(plainName(name)) && !own.has(place) ? [place] : [],
  );
}

/** The records of a list are in the CRM that the user names, whatever a policy says of other systems. */
const SYSTEM = 'the list';
