/** Six answers for one job at once: optimistic writes against `runTransaction`, on the emulator. */

import type { DocumentReference, Firestore } from '@google-cloud/firestore';
import type { MessageId } from '../shared/protocol/message.ts';
import type { RequestId } from '../shared/protocol/request-id.ts';
import { timestampOf } from '../shared/protocol/timestamp.ts';
import { receiveResponse } from '../shared/use-cases/receive/receive-response.ts';
import { submitJob } from '../shared/use-cases/submit/submit-job.ts';
import { type Part, table } from './benchmarks-document.ts';
import { firestoreOf, publisherOf } from './emulators.ts';
import { gatewayOnEmulators, PAYLOAD, TOPICS } from './measured-gateway.ts';
import { median, ratioCells, timed } from './statistics.ts';

const ROUNDS = 15;
const WARM_UP = 3;
const STATUSES = ['created', 'validated', 'enqueued', 'dispatching', 'processing', 'completed'];
const NAMES = ['ours', 'transaction', 'sequential'] as const;

export const contention: Part = { name: 'contention', title: 'Six answers for one job at once', measure };

async function measure(): Promise<string> {
  const firestore = await firestoreOf('bench-contention');
  const gateway = gatewayOnEmulators(firestore, await publisherOf(Object.values(TOPICS)));
  const times = { ours: [] as number[], transaction: [] as number[], sequential: [] as number[] };
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const requestId = `job-${round + WARM_UP}` as RequestId;
    await submitJob(gateway, { requestId, jobType: 'enrichMobile', payload: PAYLOAD });
    const messages = STATUSES.map((status, i) => ({
      messageId: status as MessageId,
      publishTime: timestampOf(Date.now()),
      data: Buffer.from(
        JSON.stringify({ id: requestId, status, updateTime: timestampOf(1_000_000 + i), payload: PAYLOAD }),
      ),
      attributes: {},
    }));
    const [transacted, alone] = [await rawDocument(firestore), await rawDocument(firestore)];
    const ways = {
      ours: () => Promise.all(messages.map((message) => receiveResponse(gateway, message))),
      transaction: () => inTransactions(firestore, transacted),
      sequential: () => oneByOne(alone),
    };
    const turn = (round + WARM_UP) % NAMES.length;
    for (const name of [...NAMES.slice(turn), ...NAMES.slice(0, turn)]) {
      const { ms } = await timed<unknown>(ways[name]);
      if (round >= 0) times[name].push(ms);
    }
    const stored = (await gateway.store.get(requestId))?.record.status;
    if (stored !== 'completed') throw new Error(`It ended ${stored}.`);
  }
  const row = (name: string, own: readonly number[]) => [
    name,
    `${median(own).toFixed(0)} ms`,
    ...ratioCells(own, times.sequential),
  ];
  return `${ROUNDS} rounds, the three taking turns at going first, each with a document that exists. The floor is the same six reads and conditional writes one after the
other, when nobody contends; ours decides, stores the whole answer, and delivers the result as well.

${table([
  ['', 'median', 'of the floor', 'quartiles'],
  row('six raw gets and conditional updates, one after the other', times.sequential),
  row('ours: six at once, optimistic, reading again after a conflict', times.ours),
  row('`runTransaction`: six at once', times.transaction),
])}

A transaction locks the document that it reads, and the SDK backs off for seconds when it loses: that is nearly all of its time, on any machine ([ADR 1](adr/001-optimistic-writes.md)).`;
}

async function rawDocument(firestore: Firestore): Promise<DocumentReference> {
  const document = firestore.collection('raw').doc();
  await document.create({ rank: 0, payload: JSON.stringify(PAYLOAD) });
  return document;
}

async function inTransactions(firestore: Firestore, document: DocumentReference): Promise<void> {
  await Promise.all(
    STATUSES.map((status, i) =>
      firestore.runTransaction(async (transaction) => {
        const known = (await transaction.get(document)).get('rank') as number;
        if (i + 1 > known) transaction.update(document, { rank: i + 1, status });
      }),
    ),
  );
}

async function oneByOne(document: DocumentReference): Promise<void> {
  for (const [i, status] of STATUSES.entries()) {
    const { updateTime } = await document.get();
    await document.update({ rank: i + 1, status }, updateTime ? { lastUpdateTime: updateTime } : {});
  }
}
