/** Submit and receive against the raw client calls that they are made of, alternating, on the emulators. */

import { Timestamp, type UpdateData } from '@google-cloud/firestore';
import { toDocument } from '../shared/adapters/documents/document.ts';
import type { MessageId } from '../shared/protocol/message.ts';
import { timestampOf } from '../shared/protocol/timestamp.ts';
import { receiveResponse } from '../shared/use-cases/receive/receive-response.ts';
import { submitJob } from '../shared/use-cases/submit/submit-job.ts';
import { type Part, table } from './benchmarks-document.ts';
import { firestoreOf, publisherOf } from './emulators.ts';
import { acceptedRecord, gatewayOnEmulators, PAYLOAD, TOPICS } from './measured-gateway.ts';
import { median, ratioCells, timed } from './statistics.ts';

const ROUNDS = 400;
const WARM_UP = 50;

export const storeAndPublish: Part = { name: 'submit-and-receive', title: 'Submit and receive', measure };

async function measure(): Promise<string> {
  const firestore = await firestoreOf('bench-submit');
  const client = await publisherOf(Object.values(TOPICS));
  const gateway = gatewayOnEmulators(firestore, client);
  const raw = firestore.collection('raw');
  const accepted = acceptedRecord(gateway, 'raw');
  // As the gateway writes it: as many fields, and as many index entries.
  const fields = (job: string | null = null) =>
    ({ ...toDocument(accepted, 'raw'), job }) as UpdateData<object>;
  const message = {
    topic: TOPICS.requests,
    messages: [
      { data: Buffer.from(JSON.stringify({ payload: PAYLOAD })), attributes: { modigieJobRequestId: 'x' } },
    ],
  };

  const times = {
    submit: [] as number[],
    rawSubmit: [] as number[],
    receive: [] as number[],
    rawReceive: [] as number[],
  };
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const requestId = `job-${round + WARM_UP}`;
    const answer = JSON.stringify({
      id: requestId,
      status: 'processing',
      updateTime: timestampOf(Date.now()),
      payload: PAYLOAD,
    });
    const steps = {
      rawSubmit: async () => {
        const { writeTime } = await raw.doc(requestId).create(fields());
        await client.publish(message, { isBundling: false });
        await raw.doc(requestId).update(fields(), { lastUpdateTime: writeTime });
      },
      submit: () => submitJob(gateway, { requestId, jobType: 'enrichMobile', payload: PAYLOAD }),
      rawReceive: async () => {
        const snapshot = await raw.doc(requestId).get();
        await raw
          .doc(requestId)
          .update(fields(answer), { lastUpdateTime: snapshot.updateTime ?? Timestamp.now() });
      },
      receive: () =>
        receiveResponse(gateway, {
          messageId: requestId as string as MessageId,
          publishTime: timestampOf(Date.now()),
          data: Buffer.from(answer),
          attributes: {},
        }),
    };
    // The first step after a pause is slower, so the two take turns at being first.
    const order =
      round % 2 === 0
        ? (['rawSubmit', 'submit', 'rawReceive', 'receive'] as const)
        : (['submit', 'rawSubmit', 'receive', 'rawReceive'] as const);
    for (const name of order) {
      const { ms } = await timed<unknown>(steps[name]);
      if (round >= 0) times[name].push(ms);
    }
  }
  const row = (name: string, own: readonly number[], floor: { name: string; raw: readonly number[] }) => [
    name,
    `${median(own).toFixed(1)} ms`,
    ...ratioCells(own, floor.raw),
    `${floor.name}, ${median(floor.raw).toFixed(1)} ms`,
  ];
  return `Warm, one after the other, ${ROUNDS} rounds, the two taking turns at going first, each against the raw client calls that it is made of.

${table([
  ['', 'median', 'of the floor', 'quartiles', 'the floor'],
  row('submit (create, publish, note)', times.submit, {
    name: 'raw create + publish + conditional update of the same document',
    raw: times.rawSubmit,
  }),
  row('receive (get, conditional update)', times.receive, {
    name: 'raw get + conditional update of the same document',
    raw: times.rawReceive,
  }),
])}`;
}
