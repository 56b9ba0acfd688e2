import { randomUUID } from 'node:crypto';
import type { CollectionReference, UpdateData, WriteResult } from '@google-cloud/firestore';
import type { JobRecord } from '../../jobs/job-record.ts';
import type { Peppers } from '../../jobs/persons/peppers.ts';
import type { Replacement, Revision, WriteFault } from '../../ports/job-store.ts';
import type { RequestId } from '../../protocol/request-id.ts';
import { callWithSet } from '../calls-of-sets.ts';
import { type JobDocument, toDocument } from '../documents/document.ts';
import { batchWrite, WriteError } from './batch-write.ts';
import { documentName } from './document-name.ts';
import { fromRevision, toRevision } from './revision.ts';
import {
  isAlreadyExists,
  isInvalidArgument,
  isPreconditionFailed,
  storeCall,
  writeFaultOf,
} from './store-call.ts';
import { wireBytes } from './wire-fields.ts';

/**
 * Writes of one call. A request may have 10 MiB (firebase.google.com/docs/firestore/quotas); the emulator's
 * has 4 MiB.
 */
const LIMITS = { items: 500, bytes: 4_000_000 };

/** One write of a document. Repeated, it is still the same one: `writeId` tells. */
interface Write {
  readonly document: JobDocument;
  /** undefined: there must be no document. */
  readonly expected: Revision | undefined;
}

/** The outcome of a write whose precondition does not hold. */
interface Kind<Taken> {
  readonly taken: Taken;
  isTaken(error: unknown): boolean;
}

const CREATE: Kind<'exists'> = { taken: 'exists', isTaken: isAlreadyExists };
const REPLACE: Kind<'conflict'> = { taken: 'conflict', isTaken: isPreconditionFailed };

/**
 * The writes of the ledger: each by itself conditional, none in a transaction
 * (docs/adr/001-optimistic-writes.md).
 */
export class JobWrites {
  readonly #jobs: CollectionReference<JobDocument>;
  readonly #peppers: Peppers;

  constructor(jobs: CollectionReference<JobDocument>, peppers: Peppers = []) {
    this.#jobs = jobs;
    this.#peppers = peppers;
  }

  create(record: JobRecord) {
    return this.#one(this.#creation(record), CREATE);
  }

  replace(record: JobRecord, expected: Revision) {
    return this.#one(this.#replacement({ record, expected }), REPLACE);
  }

  createAll(records: readonly JobRecord[]) {
    return this.#all(
      records.map((record) => this.#creation(record)),
      CREATE,
    );
  }

  replaceAll(replacements: readonly Replacement[]) {
    return this.#all(
      replacements.map((one) => this.#replacement(one)),
      REPLACE,
    );
  }

  async #one<Taken>(write: Write, { taken, isTaken }: Kind<Taken>): Promise<Revision | Taken> {
    const written = await storeCall(() => this.#commit(write).then(revisionOf), isTaken, undefined);
    return written ?? (await this.#writtenAlready([write]))[0] ?? taken;
  }

  #commit({ document, expected }: Write): Promise<WriteResult> {
    const at = this.#document(document.requestId);
    if (expected === undefined) return at.create(document);
    // `update` alone takes a precondition. It names every top-level field, so each of them is replaced whole.
    const fields = document as unknown as UpdateData<JobDocument>;
    return at.update(fields, { lastUpdateTime: fromRevision(expected) });
  }

  /** One call takes a document once: a second write of it waits until the first is done. */
  async #all<Taken>(writes: readonly Write[], kind: Kind<Taken>): Promise<(Revision | Taken | WriteFault)[]> {
    const outcomes = new Map<Write, Revision | Taken | WriteFault>();
    for (let rest = writes; rest.length > 0; rest = rest.filter((write) => !outcomes.has(write))) {
      const turn = firstOfEachDocument(rest);
      const done = await this.#turn(turn, kind);
      for (const [i, outcome] of done.entries()) outcomes.set(turn[i] as Write, outcome);
    }
    return writes.map((write) => outcomes.get(write) as Revision | Taken | WriteFault);
  }

  async #turn<Taken>(
    writes: readonly Write[],
    kind: Kind<Taken>,
  ): Promise<(Revision | Taken | WriteFault)[]> {
    const [only] = writes;
    if (only && writes.length === 1) return [await this.#one(only, kind).catch(writeFaultOf)];
    const outcomes = await callWithSet<Write, Revision | Taken | WriteFault>(writes, {
      limits: LIMITS,
      bytesOf: ({ document }) => wireBytes(document),
      call: (part) => this.#batch(part, kind),
      isRefusal: isInvalidArgument,
      faultOf: writeFaultOf,
    });
    const taken = writes.filter((_, i) => outcomes[i] === kind.taken);
    const revisions = (
      await this.#writtenAlready(taken).catch((error) => taken.map(() => writeFaultOf(error)))
    ).values();
    return outcomes.map((outcome) =>
      outcome === kind.taken ? (revisions.next().value ?? outcome) : outcome,
    );
  }

  async #batch<Taken>(writes: readonly Write[], { taken, isTaken }: Kind<Taken>) {
    const batched = writes.map(({ document, expected }) => ({
      at: this.#document(document.requestId),
      fields: document,
      expected: expected && fromRevision(expected),
    }));
    const outcomes = await batchWrite(this.#jobs.firestore, batched);
    return outcomes.map((outcome) => {
      if (!(outcome instanceof WriteError)) return toRevision(outcome);
      return isTaken(outcome) ? taken : writeFaultOf(outcome);
    });
  }

  /**
   * The SDK repeats a call whose answer was lost. If the first took effect, the repetition fails on it.
   * @returns for each write the revision that it made, or undefined when the document is another's
   */
  async #writtenAlready(writes: readonly Write[]): Promise<(Revision | undefined)[]> {
    if (writes.length === 0) return [];
    const documents = writes.map(({ document }) => this.#document(document.requestId));
    const snapshots = await storeCall(() =>
      this.#jobs.firestore.getAll(...documents, { fieldMask: ['writeId'] }),
    );
    return writes.map(({ document }, i) => {
      const snapshot = snapshots[i];
      const isOwn = snapshot?.updateTime && snapshot.get('writeId') === document.writeId;
      return isOwn ? toRevision(snapshot.updateTime) : undefined;
    });
  }

  #document(requestId: RequestId) {
    return this.#jobs.doc(documentName(requestId));
  }

  #creation(record: JobRecord): Write {
    return { document: toDocument(record, randomUUID(), this.#peppers), expected: undefined };
  }

  #replacement({ record, expected }: Replacement): Write {
    return { document: toDocument(record, randomUUID(), this.#peppers), expected };
  }
}

function firstOfEachDocument(writes: readonly Write[]): Write[] {
  const seen = new Set<RequestId>();
  return writes.filter(({ document: { requestId } }) => {
    const isFirst = !seen.has(requestId);
    seen.add(requestId);
    return isFirst;
  });
}

function revisionOf({ writeTime }: WriteResult): Revision {
  return toRevision(writeTime);
}
