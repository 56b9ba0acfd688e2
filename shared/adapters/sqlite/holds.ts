import { type EndOfHold, type Hold, isInForce, isSameHold } from '../../jobs/holds/hold.ts';
import { StoreUnavailableError } from '../../ports/errors.ts';
import type { Holds } from '../../ports/holds.ts';
import { readHoldDocument, toHoldDocument } from '../documents/hold-document.ts';
import { parsedFields } from './job-rows.ts';
import type { LedgerFile } from './ledger-file.ts';

interface HoldRow {
  readonly document: string;
}

const PUT = `INSERT INTO holds (name, document) VALUES (?, ?)
  ON CONFLICT (name) DO UPDATE SET document = excluded.document`;

/**
 * The holds in the ledger's file. A row that cannot be read might be a hold that a newer gateway placed, so
 * that nothing is known of what may be published: the call fails as a passing fault does.
 */
export class SqliteHolds implements Holds {
  readonly #file: LedgerFile;

  constructor(file: LedgerFile) {
    this.#file = file;
  }

  async list(): Promise<readonly Hold[]> {
    const holds = this.#file.all<HoldRow>('SELECT document FROM holds').map(readable);
    return holds.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  place(hold: Hold): Promise<'placed' | Hold> {
    return this.#file.write(() => {
      const current = this.#current(hold);
      if (current && isInForce(current)) return current;
      this.#put(hold);
      return 'placed';
    });
  }

  end(hold: Hold, end: EndOfHold): Promise<Hold | undefined> {
    return this.#file.write(() => {
      const current = this.#current(hold);
      if (!current || !isInForce(current) || !isSameHold(current, hold)) return undefined;
      const ended = { ...current, ended: end };
      this.#put(ended);
      return ended;
    });
  }

  forget(hold: Hold): Promise<void> {
    return this.#file.write(() => {
      const current = this.#current(hold);
      if (current && !isInForce(current) && isSameHold(current, hold))
        this.#file.run('DELETE FROM holds WHERE name = ?', hold.name);
    });
  }

  #current({ name }: Hold): Hold | undefined {
    const row = this.#file.get<HoldRow>('SELECT document FROM holds WHERE name = ?', name);
    return row && readable(row);
  }

  #put(hold: Hold): void {
    this.#file.run(PUT, hold.name, JSON.stringify(toHoldDocument(hold)));
  }
}

function readable({ document }: HoldRow): Hold {
  const read = readHoldDocument(parsedFields(document) ?? {});
  if (typeof read === 'string') throw new StoreUnavailableError(undefined, `A hold cannot be read: ${read}.`);
  return read;
}
