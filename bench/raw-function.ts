/**
 * The floor of bench/throughput.ts: a function that takes what ours take and makes the raw calls alone. It
 * checks nothing, decides nothing, and answers with no more than a status.
 */
import { Firestore, type Timestamp } from '@google-cloud/firestore';
import { http } from '@google-cloud/functions-framework';
import { toDocument } from '../shared/adapters/documents/document.ts';
import { batchWrite } from '../shared/adapters/firestore/batch-write.ts';
import { createPublisherClient } from '../shared/adapters/pubsub/publisher-client.ts';
import { instant } from '../shared/jobs/instant.ts';
import { DEFAULT_POLICY } from '../shared/jobs/policy.ts';
import { submittedRecord } from '../shared/jobs/records.ts';
import { contentOf } from '../shared/jobs/request-content.ts';
import type { RequestId } from '../shared/protocol/request-id.ts';

const TOPIC = process.env['RAW_TOPIC'] ?? '';
const firestore = new Firestore({ projectId: process.env['GOOGLE_CLOUD_PROJECT'] ?? '' });
const jobs = firestore.collection('raw');
const publisher = createPublisherClient({ emulatorHost: process.env['PUBSUB_EMULATOR_HOST'] });

interface Submission {
  readonly requestId: string;
  readonly payload: object;
}

/** By path: the status that ours answer with too, once the calls are made. */
const ROUTES: Readonly<Record<string, readonly [status: number, (body: never) => Promise<void>]>> = {
  '/v1/jobs': [202, submit],
  '/v1/jobs:batch': [207, submitAll],
  '/': [204, receive],
};

http('gateway', async ({ path, body }, response) => {
  const [status, work] = ROUTES[path] ?? [404, async () => undefined];
  await work(body as never);
  response.status(status).end();
});

async function submit({ requestId, payload }: Submission): Promise<void> {
  const text = JSON.stringify(payload);
  const { writeTime } = await jobs.doc(requestId).create({ status: 'accepted', payload: text });
  await publish([{ requestId, payload }]);
  const document = { status: 'published', payload: text };
  await jobs.doc(requestId).update(document, { lastUpdateTime: writeTime });
}

async function receive({ message }: { readonly message: { readonly data: string } }): Promise<void> {
  const job = Buffer.from(message.data, 'base64').toString();
  const { id, status, payload } = JSON.parse(job);
  const { updateTime } = await jobs.doc(id).get();
  const document = { status, payload: JSON.stringify(payload), job };
  await jobs.doc(id).update(document, updateTime ? { lastUpdateTime: updateTime } : {});
}

/** All other fields of a document of ours, so that the writes have as many bytes. */
const FIELDS = toDocument(
  submittedRecord(
    'raw' as RequestId,
    contentOf(
      { jobType: 'enrichMobile', payload: {}, priority: null, expireAfter: null },
      { topic: TOPIC, priorityCarrier: { in: 'nowhere' } },
    ),
    { policy: DEFAULT_POLICY, now: instant(Date.now()) },
  ),
  'w',
);

async function submitAll(submissions: readonly Submission[]): Promise<void> {
  const written = await write(submissions, 'accepted');
  await publish(submissions);
  await write(submissions, 'published', written);
}

/** @param expected of an update; without it, documents are created */
async function write(
  submissions: readonly Submission[],
  status: string,
  expected: readonly Timestamp[] = [],
): Promise<Timestamp[]> {
  const writes = submissions.map(({ requestId, payload }, i) => ({
    at: jobs.doc(requestId),
    fields: { ...FIELDS, requestId, status, payload: JSON.stringify(payload) },
    expected: expected[i],
  }));
  const outcomes = await batchWrite(firestore, writes);
  const failed = outcomes.find((outcome) => outcome instanceof Error);
  if (failed) throw failed;
  return outcomes as Timestamp[];
}

async function publish(submissions: readonly Submission[]): Promise<void> {
  const messages = submissions.map(({ requestId, payload }) => ({
    data: Buffer.from(JSON.stringify({ payload })),
    attributes: { modigieJobRequestId: requestId },
  }));
  await publisher.publish({ topic: TOPIC, messages }, { isBundling: false });
}
