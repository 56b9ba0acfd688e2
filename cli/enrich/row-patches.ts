/**
 * Patches for the records that a list is of: with `--patch`, one of its columns has their IDs in a CRM.
 * The requests say nothing of that, so that the same list is the same requests (docs/digest.md).
 */
import { digest, hasResult } from '../../shared/digest/digest.ts';
import type { Crm, DigestPolicy } from '../../shared/digest/digest-policy.ts';
import type { Patch } from '../../shared/digest/patches.ts';
import { crmRecord, recordKey } from '../../shared/digest/records-named.ts';
import { list } from '../../shared/protocol/json-path.ts';
import { type ListOfLeads, payloadOf } from './leads.ts';
import type { Recalled } from './results.ts';
import { type RowRecords, rowRecords } from './row-records.ts';
import { SeenIds } from './seen-ids.ts';

export interface Patching {
  readonly crm: Crm;
  readonly policy: DigestPolicy;
  /** The name of the column that has the IDs of records; the column id when absent. */
  readonly recordId?: string | undefined;
}

/** Rows of a run by what became of their patch, each counted once. */
export interface PatchCounts {
  readonly crm: Crm;
  written: number;
  /** The digest of the row sets nothing. */
  nothingToSet: number;
  /** The answer is too large for a digest. */
  tooLarge: number;
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
  readonly #records: RowRecords;
  readonly #patched = new SeenIds();

  /** @throws UserError for a list without a column of the records' IDs */
  constructor(patching: Patching, rows: Pick<ListOfLeads, 'header' | 'columns'>) {
    this.#patching = patching;
    this.#list = rows;
    this.#records = rowRecords(rows, patching);
    const { crm } = patching;
    this.counts = {
      crm,
      written: 0,
      nothingToSet: 0,
      tooLarge: 0,
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
    // Patches of a person whose data was erased on request are not kept either.
    if (lead.kind !== 'done' || !hasResult(lead.job.status) || lead.job.erased) return 'noResult';
    const { crm, policy } = this.#patching;
    const { requestId, version, status, eventCodes, job } = lead.job;
    const record = crmRecord(crm, '', this.#records.idOf(lead));
    if (record === undefined) return 'noSuchId';
    const sent = this.#sentBy(lead, { objectSystem: SYSTEM, objectType: record.type, objectId: record.id });
    const own = { ...policy, systems: new Map([[SYSTEM, crm]]) };
    const digested = digest({ requestId, version, status, eventCodes, job, sent }, own);
    if (digested.reason === 'too-large') return 'tooLarge';
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
    const mobiles = this.#records.mobilesOf(row).map((userFormat) => ({
      phoneNumber: { userFormat },
      source: { ...record, propertyName: 'mobile' },
    }));
    return { ...sent, phoneNumbers: [...mobiles, ...list(sent, 'phoneNumbers')] };
  }
}

/** The records of a list are in the CRM that the user names, whatever a policy says of other systems. */
const SYSTEM = 'the list';
