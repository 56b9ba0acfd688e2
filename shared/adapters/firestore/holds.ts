import type { CollectionReference, DocumentSnapshot, Firestore } from '@google-cloud/firestore';
import { type EndOfHold, type Hold, isInForce, isSameHold } from '../../jobs/holds/hold.ts';
import { StoreUnavailableError } from '../../ports/errors.ts';
import type { Holds } from '../../ports/holds.ts';
import { holdDocumentName, readHoldDocument, toHoldDocument } from '../documents/hold-document.ts';
import { isAlreadyExists, isPreconditionFailed, storeCall } from './store-call.ts';

/** Writers of one hold at the same time are a few people, and as many instances as see one thing at once. */
const MAX_TRIES = 10;

/**
 * Holds in Firestore, beside the ledger: `repositories/{repositoryId}/holds`. A write is conditional on what
 * was read. A document that cannot be read might be a hold that a newer gateway placed, so that nothing is
 * known of what may be published: the call fails as a passing fault does.
 */
export class FirestoreHolds implements Holds {
  readonly #holds: CollectionReference;

  constructor(firestore: Firestore, repositoryId: string) {
    this.#holds = firestore.collection('repositories').doc(repositoryId).collection('holds');
  }

  async list(): Promise<readonly Hold[]> {
    const { docs } = await storeCall(() => this.#holds.get());
    return docs.map(readable).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  async place(hold: Hold): Promise<'placed' | Hold> {
    return this.#change<'placed' | Hold>(hold.name, (current) =>
      current && isInForce(current) ? { answer: current } : { write: hold, answer: 'placed' },
    );
  }

  async end(hold: Hold, end: EndOfHold): Promise<Hold | undefined> {
    return this.#change<Hold | undefined>(hold.name, (current) => {
      if (!current || !isInForce(current) || !isSameHold(current, hold)) return { answer: undefined };
      const ended = { ...current, ended: end };
      return { write: ended, answer: ended };
    });
  }

  async forget(hold: Hold): Promise<void> {
    await this.#change(hold.name, (current) => {
      const isMeant = current && !isInForce(current) && isSameHold(current, hold);
      return { answer: undefined, ...(isMeant && { write: null }) };
    });
  }

  /** Reads, decides, and writes on condition that nothing changed in between; null removes the document. */
  async #change<Answer>(
    name: string,
    decide: (current: Hold | undefined) => { readonly write?: Hold | null; readonly answer: Answer },
  ): Promise<Answer> {
    const document = this.#holds.doc(holdDocumentName(name));
    for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
      const snapshot = await storeCall(() => document.get());
      const { write, answer } = decide(snapshot.exists ? readable(snapshot) : undefined);
      if (write === undefined) return answer;
      const precondition = snapshot.updateTime && { lastUpdateTime: snapshot.updateTime };
      const isWritten = await storeCall(
        async () => {
          if (write === null) await document.delete(precondition);
          else if (precondition) await document.update({ ...toHoldDocument(write) }, precondition);
          else await document.create(toHoldDocument(write));
          return true;
        },
        (error) => isAlreadyExists(error) || isPreconditionFailed(error),
        false,
      );
      if (isWritten) return answer;
    }
    throw new StoreUnavailableError();
  }
}

function readable(snapshot: DocumentSnapshot): Hold {
  const read = readHoldDocument(snapshot.data() ?? {});
  if (typeof read === 'string')
    throw new StoreUnavailableError(undefined, `The hold ${snapshot.id} cannot be read: ${read}.`);
  return read;
}
