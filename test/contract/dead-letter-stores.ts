/** The stores of dead letters that the contract's suites run on, and letters to keep in them. */
import { Firestore } from '@google-cloud/firestore';
import { afterAll, inject } from 'vitest';
import { FirestoreDeadLetterStore } from '../../shared/adapters/firestore/dead-letters.ts';
import { MemoryDeadLetterStore } from '../../shared/adapters/memory/dead-letters.ts';
import { SqliteDeadLetterStore } from '../../shared/adapters/sqlite/dead-letters.ts';
import { type DeadLetter, deadLetterOf } from '../../shared/jobs/dead-letters/dead-letter-record.ts';
import { later } from '../../shared/jobs/instant.ts';
import type { DeadLetterStore } from '../../shared/ports/dead-letters.ts';
import { messageIdOf, received, START } from '../fixtures.ts';
import { openLedger } from '../ledger-files.ts';

const emulators = inject('emulators');
const firestores: Firestore[] = [];
afterAll(() => Promise.all(firestores.map((firestore) => firestore.terminate())));

export function newFirestore(): Firestore {
  process.env['FIRESTORE_EMULATOR_HOST'] = emulators?.FIRESTORE_EMULATOR_HOST;
  const firestore = new Firestore({ projectId: `dead-${process.pid}-${Date.now()}-${firestores.length}` });
  firestores.push(firestore);
  return firestore;
}

export const PEPPERS = [{ version: '1', secret: 'a secret of the tests' }];

export const ADAPTERS: [string, (() => DeadLetterStore) | undefined][] = [
  ['memory', () => new MemoryDeadLetterStore({ peppers: PEPPERS })],
  [
    'SQLite',
    () => new SqliteDeadLetterStore(openLedger(), { onUnreadable: () => undefined, peppers: PEPPERS }),
  ],
  [
    'Firestore',
    emulators
      ? () =>
          new FirestoreDeadLetterStore(newFirestore(), 'r', {
            onUnreadable: () => undefined,
            peppers: PEPPERS,
          })
      : undefined,
  ],
];

interface Given {
  readonly data?: string | Buffer;
  readonly attributes?: Record<string, string>;
  readonly why?: { readonly source?: string; readonly reason?: string; readonly detail?: string };
}

/** One of many letters, set aside `minute` minutes after the beginning. */
export function letterAt(minute: number, { data = '{', attributes = {}, why = {} }: Given = {}) {
  const message = { ...received(data, attributes), messageId: messageIdOf(`m-${minute}`) };
  const reason = { source: 'intake-jobs', reason: 'not-json', ...why };
  return { letter: deadLetterOf(message, reason, later(START, minute * 60_000)), body: message.data };
}

export async function kept(
  store: DeadLetterStore,
  ...given: Parameters<typeof letterAt>
): Promise<DeadLetter> {
  const { letter, body } = letterAt(...given);
  await store.create(letter, body);
  return letter;
}
