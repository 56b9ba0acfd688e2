/**
 * The results that a run takes the place of. A gateway forgets what a job has found, after 30 days as a rule,
 * and they may be the only ones that still have it: a purged row has its old cells, and results that would be
 * gone stay where they are.
 */
import { hasResult } from '../../shared/digest/digest.ts';
import type { Enriched } from './enriched-lead.ts';
import { keptOf, type Recalled, type ResultCells, type ResultColumn } from './results.ts';
import { RowPlaces } from './row-places.ts';
import { cellsAt, StoredResults } from './stored-results.ts';

export class EarlierResults {
  readonly #stored: StoredResults | undefined;
  /** Columns of ours in the list, where it is results itself. */
  readonly #inList: ReadonlyMap<ResultColumn, number>;
  /** Missing are completed rows that no new row has the result of. */
  readonly #rows = new RowPlaces();

  private constructor(stored: StoredResults | undefined, inList: ReadonlyMap<ResultColumn, number>) {
    this.#stored = stored;
    this.#inList = inList;
  }

  /**
   * @param path of the file that is replaced; undefined for none
   * @param inList places of our columns in the list
   */
  static async read(
    path: string | undefined,
    inList: ReadonlyMap<ResultColumn, number> = new Map(),
  ): Promise<EarlierResults> {
    const stored = path === undefined ? undefined : await StoredResults.open(path);
    const earlier = new EarlierResults(stored, inList);
    for await (const { requestId, cells, start } of stored?.rows() ?? [])
      if (!NOT_SENT.has(cells.status ?? '')) earlier.#rows.add(requestId, start, hasResult(cells.status));
    return earlier;
  }

  /** Completed results of the file that are none of the new ones. */
  get missing(): number {
    return this.#rows.missing;
  }

  /** @returns the line of the first of them */
  async firstMissing(): Promise<number | undefined> {
    for await (const { requestId, line } of this.#stored?.rows() ?? [])
      if (this.#rows.isMissing(requestId)) return line;
    return undefined;
  }

  /** @returns the lead with its old cells, where the gateway has purged it and they are of the same ending */
  async recall(enriched: Enriched): Promise<Recalled> {
    if (enriched.kind !== 'done') return enriched;
    const { requestId, job } = enriched;
    // Data that was erased on request is not kept.
    const isWhole = job.purgedAt === null && hasResult(job.status);
    if (job.erased || isWhole) this.#rows.found(requestId);
    if (job.erased || job.purgedAt === null) return enriched;
    const stored = await this.#storedCells(requestId);
    if (isOfEnding(stored, enriched)) {
      this.#rows.found(requestId);
      return { ...enriched, kept: keptOf(stored) };
    }
    const inList = cellsAt(this.#inList, enriched.row.cells);
    return isOfEnding(inList, enriched) ? { ...enriched, kept: keptOf(inList) } : enriched;
  }

  async #storedCells(requestId: string): Promise<ResultCells> {
    const start = this.#rows.startOf(requestId);
    const row = start === undefined ? undefined : await this.#stored?.rowAt(start, requestId);
    return row?.cells ?? {};
  }
}

/** A row without an ending may have the request ID of one that has. */
const NOT_SENT: ReadonlySet<string> = new Set<Enriched['kind']>(['skipped', 'open']);

function isOfEnding(
  { requestId, status, attempts }: ResultCells,
  { requestId: wanted, job }: Extract<Enriched, { kind: 'done' }>,
): boolean {
  return requestId === wanted && status === job.status && attempts === String(job.attempt);
}
