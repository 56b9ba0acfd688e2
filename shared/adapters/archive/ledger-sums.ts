/**
 * The sums of a ledger: of each store how many things there are, and a hash of them all. It is the sum of
 * their SHA-256, modulo 2^256: so it is the same in whatever order a store gives them.
 */
import { hash } from 'node:crypto';
import * as z from 'zod';
import { STORE_NAMES, type StoreName } from './archived-forms.ts';

const StoreSumSchema = z.object({ count: z.int().nonnegative(), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

export const LedgerSumsSchema = z.object({
  holds: StoreSumSchema,
  erasures: StoreSumSchema,
  audit: StoreSumSchema,
  jobs: StoreSumSchema,
  deadLetters: StoreSumSchema,
  operations: StoreSumSchema,
}) satisfies z.ZodType<Record<StoreName, unknown>>;

export type LedgerSums = Readonly<z.output<typeof LedgerSumsSchema>>;

const MODULUS = 2n ** 256n;

export class SumOfLedger {
  readonly #stores = new Map<StoreName, { count: number; sum: bigint }>();

  /** @param text an entry's: see `textOf` */
  add(store: StoreName, text: string): void {
    const of = this.#stores.get(store) ?? { count: 0, sum: 0n };
    of.count += 1;
    of.sum = (of.sum + BigInt(`0x${hash('sha256', text)}`)) % MODULUS;
    this.#stores.set(store, of);
  }

  /** @returns how many entries there are so far */
  get count(): number {
    return [...this.#stores.values()].reduce((sum, { count }) => sum + count, 0);
  }

  sums(): LedgerSums {
    const entries = STORE_NAMES.map((store) => {
      const { count, sum } = this.#stores.get(store) ?? { count: 0, sum: 0n };
      return [store, { count, sha256: sum.toString(16).padStart(64, '0') }] as const;
    });
    return Object.fromEntries(entries) as unknown as LedgerSums;
  }
}

/** @returns the stores that are not the same in both */
export function differingStores(a: LedgerSums, b: LedgerSums): StoreName[] {
  return STORE_NAMES.filter(
    (store) => a[store].count !== b[store].count || a[store].sha256 !== b[store].sha256,
  );
}
