/** The forecast of a list of any length: those of its parts, put together. */
import type { Forecast, ForecastItem, ForecastKind, GoogleOperations } from '../../../client/index.ts';
import { Allotment } from '../../../shared/jobs/money/allotment.ts';
import {
  allAmounts,
  allCharges,
  type Charges,
  secondsToSend,
} from '../../../shared/jobs/money/charge-forecast.ts';
import { refusalAfter } from '../../../shared/jobs/retry-policy.ts';
import { explainViolations } from '../lead-payload.ts';
import type { ListForecastJson, Problem } from './forecast-json.ts';

/** Rows of each sort are shown one by one up to here. */
export const ROWS_SHOWN = 20;

/** A row that is asked about. */
export interface AskedRow {
  readonly line: number;
  readonly requestId: string;
}

const NO_OPERATIONS: GoogleOperations = { reads: 0, writes: 0, messages: 0 };
const INTERVAL_OF_NOTHING: Charges = { low: 0, expected: 0, high: 0 };

export class ListForecast {
  readonly #counts = new Map<string, number>();
  readonly #statuses = new Map<string, number>();
  readonly #kinds = new Map<string, ForecastKind>();
  readonly #allotment = new Allotment();
  readonly #problems: Problem[] = [];
  readonly #duplicates: { readonly line: number; readonly of: number }[] = [];
  #perLead = NO_OPERATIONS;
  #reads = 0;
  rows = 0;
  /** How many rows were asked about, of how many that could have been; undefined where all were. */
  sample: { readonly rows: number; readonly of: number } | undefined;

  /** A row that nothing is asked about. */
  addInvalid(line: number, reason: string, pointer: string | null = null): void {
    this.#count('invalid');
    this.#tell({ line, pointer, reason });
  }

  /** @param of the line of the row before that is the same */
  addDuplicate(line: number, of: number): void {
    this.#count('duplicate-in-list');
    if (this.#duplicates.length < ROWS_SHOWN) this.#duplicates.push({ line, of });
  }

  /** A row with the ID of one before it, and other values. */
  addReusedId(line: number, of: number): void {
    this.#count('reused-id');
    this.#tell({ line, pointer: '/requestId', reason: `id is that of line ${of}, with other values` });
  }

  addTooLarge(line: number): void {
    this.#count('too-large');
    this.#tell({ line, pointer: '', reason: TOO_LARGE });
  }

  /**
   * Adds a part, after those before it in the list: room in budgets is given out in that order.
   * @param weight how many rows each of them stands for
   */
  add(rows: readonly AskedRow[], { results, summary }: Forecast, weight = 1): void {
    this.#reads += summary.operations.forecast.reads;
    this.#perLead = summary.operations.perLead;
    for (const { name, at, renewsAt, left } of summary.budgets)
      if (left !== null) this.#allotment.add({ name, at: at === 'hold' ? 'hold' : 'reject', renewsAt, left });
    for (const [i, item] of results.entries()) {
      const kind = item.kind === undefined ? undefined : summary.kinds[item.kind];
      this.#addItem(rows[i]?.line ?? 0, { item, kind, weight });
    }
  }

  /** How many rows would be sent, now or later. */
  get leads(): number {
    return this.#kindsOfAll().reduce((sum, { leads }) => sum + leads, 0);
  }

  /** Whether any row could be sent, or was. */
  get hasValid(): boolean {
    return [...this.#counts].some(([would, count]) => count > 0 && !NOT_VALID.has(would));
  }

  /** @param retry whether leads that ended without a result are sent again */
  json(retry = false): ListForecastJson {
    const kinds = this.#kindsOfAll();
    const { leads } = this;
    const amounts = allAmounts(kinds);
    const currency = kinds.find((kind) => kind.currency !== null)?.currency ?? null;
    return {
      rows: this.rows,
      sample: this.sample ?? null,
      byWould: rounded(this.#counts),
      knownByStatus: rounded(this.#statuses),
      again: retry ? againOf(this.#statuses) : null,
      leads,
      charges: leads === 0 ? INTERVAL_OF_NOTHING : allCharges(kinds),
      ended: kinds.reduce((sum, { history }) => sum + history.ended, 0),
      amounts: amounts && currency !== null ? { ...amounts, currency } : null,
      seconds: secondsToSend(kinds),
      budgets: this.#allotment.rooms().map((room) => ({ ...room, after: Math.floor(room.after) })),
      operations: {
        forecast: { reads: this.#reads },
        sending: {
          reads: this.#perLead.reads * leads,
          writes: this.#perLead.writes * leads,
          messages: this.#perLead.messages * leads,
        },
      },
      duplicates: this.#duplicates,
      problems: this.#problems,
    };
  }

  #kindsOfAll(): ForecastKind[] {
    return [...this.#kinds.values()].map((kind) => ({ ...kind, leads: Math.round(kind.leads) }));
  }

  #addItem(line: number, { item, kind, weight }: Weighed): void {
    switch (item.would) {
      case 'new':
      case 'held':
      case 'over-budget':
        return this.#addSent({ item, kind, weight });
      case 'known':
        increment(this.#statuses, item.status ?? 'unreadable', weight);
        break;
      case 'invalid':
        this.#tellInvalid(line, item);
        break;
      case 'too-large':
        this.#tell({ line, pointer: '', reason: TOO_LARGE });
        break;
      case 'reused-id':
        this.#tell({ line, pointer: '/requestId', reason: REUSED_ID });
        break;
      default:
    }
    this.#count(item.would, weight);
  }

  /** A part that is asked about alone does not know what those before it have used of the budgets. */
  #addSent({ item, kind, weight }: Weighed): void {
    if (item.budget !== undefined) return this.#addVerdict(item.would, { kind, weight });
    const { granted, stoppedBy } = this.#allotment.take(item.budgets ?? [], weight);
    if (granted > 0) this.#addVerdict(item.would, { kind, weight: granted });
    if (stoppedBy === undefined) return;
    this.#addVerdict(stoppedBy.at === 'hold' ? 'held' : 'over-budget', { kind, weight: weight - granted });
  }

  #addVerdict(would: string, { kind, weight }: Pick<Weighed, 'kind' | 'weight'>): void {
    this.#count(would, weight);
    if (kind === undefined) return;
    const key = JSON.stringify([kind.jobType, kind.dimension]);
    const leads = (this.#kinds.get(key)?.leads ?? 0) + (would === 'over-budget' ? 0 : weight);
    this.#kinds.set(key, { ...kind, leads });
  }

  #tellInvalid(line: number, { errors = [] }: ForecastItem): void {
    const [first] = errors;
    if (first === undefined) return;
    this.#tell({ line, pointer: first.pointer, reason: explainViolations(errors) });
  }

  #tell(problem: Problem): void {
    this.#problems.push(problem);
    this.#problems.sort((a, b) => a.line - b.line);
    this.#problems.splice(ROWS_SHOWN);
  }

  #count(would: string, weight = 1): void {
    increment(this.#counts, would, weight);
  }
}

interface Weighed {
  readonly item: ForecastItem;
  readonly kind: ForecastKind | undefined;
  readonly weight: number;
}

/** A duplicate is as good as the row before it, which is counted itself. */
const NOT_VALID: ReadonlySet<string> = new Set(['invalid', 'too-large', 'reused-id', 'duplicate-in-list']);
const TOO_LARGE = 'has more than Modigie takes of one lead';
const REUSED_ID = 'id was used before with other values: give it a new one';

/** @returns how many stand so that a person may retry them */
function againOf(statuses: ReadonlyMap<string, number>): number {
  const again = [...statuses].filter(([status]) => refusalAfter(status) === null);
  return Math.round(again.reduce((sum, [, count]) => sum + count, 0));
}

function increment(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function rounded(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].map(([name, count]) => [name, Math.round(count)]));
}
