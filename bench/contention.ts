/** Six answers for one job at once: optimistic writes against `runTransaction`, on the emulator. */

import type { Firestore } from '@google-cloud/firestore';
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
const STATUSES = ['created', 'validated', 'enqueued', 'dispatching', 'processing', 'completed'];

export const contention: Part = { name: 'contention', title: 'Six answers for one job at once', measure };

async function measure(): Promise<string> {
  const firestore = await firestoreOf('bench-contention');
  const gateway = gatewayOnEmulators(firestore, await publisherOf(Object.values(TOPICS)));
  const times = { ours: [] as number[], transaction: [] as number[], sequential: [] as number[] };
  for (let round = -2; round < ROUNDS; round += 1) {
    const requestId = `job-${round + 2}` as RequestId;
    await submitJob(gateway, { requestId, jobType: 'enrichMobile', payload: PAYLOAD });
    const messages = STATUSES.map((status, i) => ({
      messageId: status as MessageId,
      publishTime: timestampOf(Date.now()),
      data: Buffer.from(
        JSON.stringify({ id: requestId, status, updateTime: timestampOf(1_000_000 + i), payload: PAYLOAD }),
      ),
      attributes: {},
    }));
    const measured = {
      ours: await timed(() => Promise.all(messages.map((message) => receiveResponse(gateway, message)))),
      transaction: await timed(() => inTransactions(firestore, requestId)),
      sequential: await timed(() => oneByOne(firestore, requestId)),
    };
    const stored = (await gateway.store.get(requestId))?.record.status;
    if (stored !== 'completed') throw new Error(`It ended ${stored}.`);
    if (round >= 0)
      for (const name of ['ours', 'transaction', 'sequential'] as const) times[name].push(measured[name].ms);
  }
  const row = (name: string, own: readonly number[]) => [
    name,
    `${median(own).toFixed(0)} ms`,
    ...ratioCells(own, times.sequential),
  ];
  return `${ROUNDS} rounds, alternating. The floor are the same six reads and conditional writes one after the other, when nobody contends; ours delivers the
result as well.

${table([
  ['', 'median', 'of the floor', 'quartiles'],
  row('six raw gets and conditional updates, one after the other', times.sequential),
  row('ours: six at once, optimistic, reading again after a conflict', times.ours),
  row('`runTransaction`: six at once', times.transaction),
])}

A transaction locks the document that it reads, and the SDK backs off for seconds when it loses ([ADR 1](adr/001-optimistic-writes.md)).`;
}

async function inTransactions(firestore: Firestore, id: string): Promise<void> {
  const document = firestore.collection('transactions').doc(id);
  await document.create({ rank: 0, payload: JSON.stringify(PAYLOAD) });
  await Promise.all(
    STATUSES.map((status, i) =>
      firestore.runTransaction(async (transaction) => {
        const known = (await transaction.get(document)).get('rank') as number;
        if (i + 1 > known) transaction.update(document, { rank: i + 1, status });
      }),
    ),
  );
}

async function oneByOne(firestore: Firestore, id: string): Promise<void> {
  const document = firestore.collection('sequential').doc(id);
  await document.create({ rank: 0, payload: JSON.stringify(PAYLOAD) });
  for (const [i, status] of STATUSES.entries()) {
    const { updateTime } = await document.get();
    await document.update({ rank: i + 1, status }, updateTime ? { lastUpdateTime: updateTime } : {});
  }
}
