/** One row of results.csv: all input columns, then what came of the lead (README.md, "Your own list"). */

import type { Job } from '../../client/index.ts';
import { hasResult } from '../../shared/digest/digest.ts';
import { factsOf } from '../../shared/digest/facts.ts';
import { refusalAfter } from '../../shared/jobs/retry-policy.ts';
import { TASK_NAMES } from '../../shared/protocol/job-types.ts';
import { read, text } from '../../shared/protocol/json-path.ts';
import type { Row } from '../lists/open-list.ts';
import type { Enriched } from './enriched-lead.ts';

const FOUND_COLUMNS = [
  'mobile',
  'linkedInUrlFound',
  'verifiedCompany',
  'verifiedPosition',
  'employmentEnd',
] as const;
/** Findings for a lead, by column. */
type Found = Partial<Record<(typeof FOUND_COLUMNS)[number], string>>;

/** A task's event code stands in the column of its name. */
export const RESULT_COLUMNS = [
  'requestId',
  'status',
  'attempts',
  ...TASK_NAMES,
  ...FOUND_COLUMNS,
  'duplicateOf',
  'reason',
] as const;
export type ResultColumn = (typeof RESULT_COLUMNS)[number];
/** A row's cells of ours. */
export type ResultCells = Readonly<Partial<Record<ResultColumn, string>>>;

/** Cells of earlier results, in place of details that the gateway has purged. */
type KeptCells = Readonly<Partial<Record<(typeof FOUND_COLUMNS)[number] | 'reason', string>>>;
/** A row with what came of it, now or in an earlier run. */
export type Recalled = Enriched & { readonly kept?: KeptCells };

/** Between the cells of a damaged row, which has no form of its own. */
const DAMAGED_AS = ' | ';

/** @param carried places of the list's columns that the results have; a cell that is not there is blank */
export function resultRow(enriched: Recalled, carried: readonly number[]): string[] {
  const cells = carriedCells(enriched, carried);
  const { requestId, duplicateOf } = enriched;
  const columns: ResultCells = {
    requestId,
    ...(duplicateOf && { duplicateOf: duplicateOf.name }),
    ...outcomeOf(enriched),
  };
  return [...cells, ...RESULT_COLUMNS.map((column) => columns[column] ?? '')];
}

/**
 * A damaged row stands in the first cell as a whole: what is no row of the list does not become one by being
 * written well.
 */
export function carriedCells(enriched: Enriched, carried: readonly number[]): string[] {
  const { row } = enriched;
  const isDamaged = enriched.kind === 'skipped' && enriched.isDamaged === true;
  if (!isDamaged) return carried.map((place) => row.cells[place] ?? '');
  return carried.map((_, i) => (i === 0 ? row.cells.join(DAMAGED_AS) : ''));
}

function outcomeOf(enriched: Recalled): ResultCells {
  if (enriched.kind !== 'done')
    return { status: enriched.kind, reason: `${linesOf(enriched.row)}: ${enriched.reason}` };
  const { job } = enriched;
  return {
    status: job.status,
    attempts: String(job.attempt),
    ...codesOf(job),
    ...foundBy(job),
    ...enriched.kept,
    reason: reasonOf(enriched),
  };
}

/** @returns where a row stands in its list, as a person says it */
export function linesOf({ line, lastLine }: Row): string {
  return line === lastLine ? `line ${line}` : `lines ${line}–${lastLine}`;
}

function codesOf({ eventCodes }: Job): ResultCells {
  return Object.fromEntries(TASK_NAMES.map((task) => [task, eventCodes[task] ?? '']));
}

/** The facts of a completed job, as `lead-payload.ts` has sent it: each value with its source. */
function foundBy({ status, job, eventCodes, reusedFrom }: Job): Found {
  if (!hasResult(status)) return {};
  // The answer to another request came from a sender of its own.
  const isSourced = reusedFrom == null;
  const facts = factsOf({ payload: read(job, 'payload'), eventCodes, isSourced });
  const { mobile, linkedIn } = facts;
  // Employer and title may be there all the same, and are not reliable (docs/protocol.md §5.3).
  const employment = eventCodes.verifyEmployment === 'unable_to_verify' ? undefined : facts.employment;
  return {
    mobile: mobile?.e164 ?? mobile?.raw ?? '',
    linkedInUrlFound: linkedIn?.url ?? '',
    verifiedCompany: employment?.company ?? '',
    verifiedPosition: employment?.title ?? '',
    employmentEnd: employment?.leftOn ?? '',
  };
}

/** @param cells of earlier results for the same ending */
export function keptOf(cells: ResultCells): KeptCells {
  return Object.fromEntries(
    [...FOUND_COLUMNS, 'reason' as const].map((column) => [column, cells[column] ?? '']),
  );
}

/**
 * Whether a lead ended without a result, and might be sent again if its payload were not purged. One that no
 * budget had room for goes out when it is submitted again.
 */
export function isBeyondRetry({ status, purgedAt, erased }: Job): boolean {
  if (status === 'over-budget') return false;
  return purgedAt !== null && !erased && refusalAfter(status) === null;
}

/** Why a lead is not completed, for results and rejects alike. */
export function reasonOf(enriched: Recalled): string {
  if (enriched.kind !== 'done') return enriched.reason;
  if (enriched.kept) return enriched.kept.reason ?? '';
  const { job, id } = enriched;
  return [endingOf(job), goneOf(job), isBeyondRetry(job) ? beyondRetry(id) : '']
    .filter((part) => part !== '')
    .join('; ');
}

function endingOf({ discardReasonType, reasonType, status, job, publishFailure, erased }: Job): string {
  if (status === 'discarded') return discardReasonType ?? '';
  if (status === 'unanswered') return 'Modigie never answered';
  if (status === 'over-budget')
    return `no budget had room for it${erased ? '' : ': the same list sends it once there is'}`;
  if (status === 'refused') return `Pub/Sub took no such request (${publishFailure})`;
  return [reasonType ?? '', text(job, 'reason', 'body')].filter((part) => part !== '').join(': ');
}

function goneOf({ erased, purgedAt }: Job): string {
  if (erased) return 'the data of this person was erased on request';
  return purgedAt === null ? '' : `the details were purged on ${purgedAt.slice(0, 10)}`;
}

function beyondRetry(id: string | undefined): string {
  const how = id === undefined ? 'in a list with a column id' : `under a new id, such as ${id}-2`;
  return `it cannot be retried any more, only requested anew ${how}`;
}
