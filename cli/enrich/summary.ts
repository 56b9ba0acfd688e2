import { endedBefore } from './ended-before.ts';
import type { Enriched } from './enriched-lead.ts';
import { isBeyondRetry, linesOf, type Recalled } from './results.ts';
import type { PatchCounts } from './row-patches.ts';
import { SeenIds } from './seen-ids.ts';

/** Rows are shown one by one up to here; the results have them all. */
const ROWS_SHOWN = 20;

/** The summary of a run, for programs. */
export interface SummaryJson {
  readonly leads: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly byEvent: Readonly<Record<string, number>>;
  readonly retries: number;
  /** Rows about somebody whom a row before them is about: not sent, with the result of that one. */
  readonly duplicates: number;
  readonly charged: { readonly now: number; readonly before: number };
  /** Rows whose details the gateway has purged. */
  readonly purged: { readonly kept: number; readonly gone: number; readonly beyondRetry: number };
  readonly seconds: number;
  /** Rows by what became of their patch; only with `--patch`. */
  readonly patches?: PatchCounts;
}

/** Counts what came of a list of leads, of any length. */
export class Summary {
  readonly #startedAt: number;
  readonly #patches: PatchCounts | undefined;
  readonly #statuses = new Map<string, number>();
  readonly #events = new Map<string, number>();
  readonly #tidied = new Map<string, number>();
  readonly #told: string[] = [];
  readonly #counted = new SeenIds();
  #leads = 0;
  #retries = 0;
  #duplicates = 0;
  #chargedNow = 0;
  #chargedBefore = 0;
  /** Rows that were purged: as in the results before, or without what was found. */
  #kept = 0;
  #gone = 0;
  #beyondRetry = 0;
  /** Rows that were not sent, and rows of which nobody knows. */
  skipped = 0;
  open = 0;
  /** Leads that were sent and have not ended. */
  atWork = 0;

  /**
   * @param startedAt the gateway's time at the beginning, in epoch milliseconds
   * @param patches kept by those who write them
   */
  constructor(startedAt: number, patches?: PatchCounts) {
    this.#startedAt = startedAt;
    this.#patches = patches;
  }

  get leads(): number {
    return this.#leads;
  }

  add(enriched: Recalled): void {
    this.#leads += 1;
    if (enriched.duplicateOf) this.#duplicates += 1;
    for (const what of enriched.tidied) increment(this.#tidied, what);
    if (enriched.kind !== 'done') return this.#addUnfinished(enriched);
    const { job, known } = enriched;
    increment(this.#statuses, job.status);
    if (enriched.kept) this.#kept += 1;
    else if (job.purgedAt !== null) this.#gone += 1;
    if (isBeyondRetry(job)) this.#beyondRetry += 1;
    for (const [task, code] of Object.entries(job.eventCodes)) increment(this.#events, `${task} ${code}`);
    // A row may be in the list twice, which is one request and one charge.
    if (!this.#counted.add(enriched.requestId)) return;
    this.#retries += job.attempt - 1;
    if (job.status !== 'completed') return;
    if (known && endedBefore(job, this.#startedAt)) this.#chargedBefore += 1;
    else this.#chargedNow += 1;
  }

  /** @param elapsedMs how long it took */
  json(elapsedMs: number): SummaryJson {
    return {
      leads: this.#leads,
      byStatus: Object.fromEntries(this.#statuses),
      byEvent: Object.fromEntries(this.#events),
      retries: this.#retries,
      duplicates: this.#duplicates,
      charged: { now: this.#chargedNow, before: this.#chargedBefore },
      purged: { kept: this.#kept, gone: this.#gone, beyondRetry: this.#beyondRetry },
      seconds: Math.round(elapsedMs / 100) / 10,
      ...(this.#patches && { patches: { ...this.#patches } }),
    };
  }

  /** @param elapsedMs how long it took */
  text(elapsedMs: number): string {
    const seconds = elapsedMs / 1000;
    const rate = seconds > 0 ? Math.round(this.#leads / seconds) : 0;
    const before = this.#chargedBefore > 0 ? `, before: ${this.#chargedBefore}` : '';
    return [
      `${this.#leads} leads in ${seconds.toFixed(1)} s (${rate} leads/s)`,
      ...section('By status', this.#statuses),
      ...section('By event', this.#events),
      ...section('Tidied before they were sent', this.#tidied),
      `Retries: ${this.#retries}   Charged now: ${this.#chargedNow}${before}`,
      ...this.#duplicateLines(),
      ...this.#purgedLines(),
      ...(this.#patches ? patchLines(this.#patches) : []),
      ...this.#toldLines(),
    ].join('\n');
  }

  #addUnfinished({ kind, row, id, reason }: Exclude<Enriched, { readonly kind: 'done' }>): void {
    increment(this.#statuses, kind);
    this[kind] += 1;
    const which = id === undefined ? '' : ` (${id})`;
    if (this.#told.length < ROWS_SHOWN) this.#told.push(`  ${linesOf(row)}${which}: ${reason}`);
  }

  #duplicateLines(): string[] {
    const count = this.#duplicates;
    return count > 0 ? [`Rows about a person of a row before them: ${count}, not sent, with its result`] : [];
  }

  #purgedLines(): string[] {
    const purged = this.#kept + this.#gone;
    const anew = 'they cannot be retried any more, only requested anew, under a new id';
    return [
      ...(purged > 0
        ? [`Purged by the gateway: ${purged}, of which ${this.#kept} are as in the results before`]
        : []),
      ...(this.#beyondRetry > 0 ? [`Purged without a result: ${this.#beyondRetry}; ${anew}`] : []),
    ];
  }

  #toldLines(): string[] {
    const more = this.skipped + this.open - this.#told.length;
    return [
      ...(this.skipped > 0 ? [`Rows that were not sent: ${this.skipped}`] : []),
      ...(this.atWork > 0 ? [`Sent, and not ended: ${this.atWork}, which may be charged yet`] : []),
      ...(this.open > 0 ? [`Rows of which the gateway did not say: ${this.open}`] : []),
      ...this.#told,
      ...(more > 0 ? [`  … and ${more} more, each with its reason in the results`] : []),
    ];
  }
}

const WITHOUT_PATCH = [
  ['nothingToSet', 'nothing to set'],
  ['tooLarge', 'the answer is too large for a digest'],
  ['repeated', 'the record of a row before'],
  ['noSuchId', 'no ID of a person there'],
  ['detailsGone', 'the gateway has no details any more'],
  ['noResult', 'no result'],
] as const;

function patchLines({ crm, written, ...counts }: PatchCounts): string[] {
  const others = WITHOUT_PATCH.filter(([name]) => counts[name] > 0);
  const why = others.map(([name, words]) => `${words}: ${counts[name]}`).join('; ');
  return [`Patches for ${crm}: ${written}${why === '' ? '' : `. Rows without: ${why}`}`];
}

function section(title: string, counts: ReadonlyMap<string, number>): string[] {
  if (counts.size === 0) return [];
  const rows = [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `  ${name.padEnd(34)} ${String(count).padStart(7)}`);
  return [`${title}:`, ...rows];
}

function increment(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
