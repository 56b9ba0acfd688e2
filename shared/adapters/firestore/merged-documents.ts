import type { Query, QueryDocumentSnapshot } from '@google-cloud/firestore';
import type { Instant } from '../../jobs/instant.ts';
import type { ListOrder, ListPlace } from '../../jobs/list-order.ts';
import type { JobDocument } from '../documents/document.ts';
import { requestIdOf } from './document-name.ts';
import { storeCall } from './store-call.ts';

/** A document of a list, and its place there. */
export interface PlacedDocument {
  readonly snapshot: QueryDocumentSnapshot<JobDocument>;
  readonly place: ListPlace;
}

interface MergedOptions {
  readonly order: ListOrder;
  /** Documents that each query asks for at once. */
  readonly atOnce: number;
  /** When some query has none left, those with fewer left ask as well: the fewer rounds, the more is read. */
  readonly refillBelow: number;
}

/** The documents of a list's queries in its order, each read as it is needed. By name, there is one query. */
export class MergedDocuments {
  readonly #sources: readonly Source[];
  readonly #refillBelow: number;

  constructor(queries: readonly Query<JobDocument>[], { order, atOnce, refillBelow }: MergedOptions) {
    this.#sources = queries.map((query) => new Source(query, order, atOnce));
    this.#refillBelow = refillBelow;
  }

  /** @returns the next document, taken; undefined at the end */
  async take(): Promise<PlacedDocument | undefined> {
    return (await this.#first())?.documents.shift();
  }

  /** @returns whether there is another document */
  async hasMore(): Promise<boolean> {
    return (await this.#first()) !== undefined;
  }

  /** @returns the source of the next document. None may be empty before: its next could be the one. */
  async #first(): Promise<Source | undefined> {
    while (this.#sources.some((source) => source.isEmpty))
      await Promise.all(this.#sources.map((source) => source.fillBelow(Math.max(1, this.#refillBelow))));
    let first: Source | undefined;
    for (const source of this.#sources) {
      const [next] = source.documents;
      const [best] = first?.documents ?? [];
      if (next && (!best || isNewer(next, best))) first = source;
    }
    return first;
  }
}

/** One query, read on as its documents are used up. */
class Source {
  readonly documents: PlacedDocument[] = [];
  readonly #order: ListOrder;
  readonly #atOnce: number;
  /** undefined once there is nothing left to read. */
  #rest: Query<JobDocument> | undefined;

  constructor(query: Query<JobDocument>, order: ListOrder, atOnce: number) {
    this.#rest = query;
    this.#order = order;
    this.#atOnce = atOnce;
  }

  /** Whether none is at hand, though there may be more. */
  get isEmpty(): boolean {
    return this.documents.length === 0 && this.#rest !== undefined;
  }

  async fillBelow(fewest: number): Promise<void> {
    const query = this.#rest;
    if (!query || this.documents.length >= fewest) return;
    const { docs } = await storeCall(() => query.limit(this.#atOnce).get());
    const last = docs.at(-1);
    this.#rest = docs.length < this.#atOnce || !last ? undefined : query.startAfter(last);
    this.documents.push(...docs.flatMap((snapshot) => placed(snapshot, this.#order)));
  }
}

/** The queries of the newest have their documents in this order, too. */
function isNewer(a: PlacedDocument, b: PlacedDocument): boolean {
  const between = a.place.changedAt - b.place.changedAt;
  return between > 0 || (between === 0 && a.snapshot.id > b.snapshot.id);
}

/** Documents that a person made are passed over: no page can end at one. */
function placed(snapshot: QueryDocumentSnapshot<JobDocument>, order: ListOrder): PlacedDocument[] {
  const requestId = requestIdOf(snapshot.id);
  const changedAt: unknown = order === 'name' ? 0 : snapshot.get('changed.at');
  if (requestId === undefined || typeof changedAt !== 'number') return [];
  return [{ snapshot, place: { requestId, changedAt: changedAt as Instant } }];
}
