import type { Enriched } from './enrich-leads.ts';

/** Skipped rows are shown one by one up to here; results.csv has them all. */
const SKIPPED_SHOWN = 20;

/** Counts what came of a list of leads. Holds counts only, so that any length of list fits into memory. */
export class Summary {
  readonly #statuses = new Map<string, number>();
  readonly #events = new Map<string, number>();
  readonly #skipped: string[] = [];
  #leads = 0;
  #retries = 0;
  #known = 0;
  #skippedCount = 0;

  get leads(): number {
    return this.#leads;
  }

  add(enriched: Enriched): void {
    this.#leads += 1;
    if (enriched.kind === 'skipped') return this.#addSkipped(enriched.lead.line, enriched.reason);
    const { job, known } = enriched;
    increment(this.#statuses, job.status);
    for (const [task, code] of Object.entries(job.eventCodes)) increment(this.#events, `${task} ${code}`);
    this.#retries += job.attempt - 1;
    this.#known += Number(known);
  }

  /** @param elapsedMs how long it took */
  text(elapsedMs: number): string {
    const seconds = elapsedMs / 1000;
    const rate = seconds > 0 ? Math.round(this.#leads / seconds) : 0;
    return [
      `${this.#leads} leads in ${seconds.toFixed(1)} s (${rate} leads/s)`,
      ...section('By status', this.#statuses),
      ...section('By event', this.#events),
      [
        `Retries: ${this.#retries}`,
        `Charged jobs: ${this.#statuses.get('completed') ?? 0}`,
        ...(this.#known > 0 ? [`Requested before, not again: ${this.#known}`] : []),
      ].join('   '),
      ...this.#skippedLines(),
    ].join('\n');
  }

  #addSkipped(line: number, reason: string): void {
    increment(this.#statuses, 'skipped');
    this.#skippedCount += 1;
    if (this.#skipped.length < SKIPPED_SHOWN) this.#skipped.push(`  line ${line}: ${reason}`);
  }

  #skippedLines(): string[] {
    if (this.#skippedCount === 0) return [];
    const more = this.#skippedCount - this.#skipped.length;
    return [
      `Skipped rows: ${this.#skippedCount}`,
      ...this.#skipped,
      ...(more > 0 ? [`  … and ${more} more, each with its reason in the results`] : []),
    ];
  }
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
