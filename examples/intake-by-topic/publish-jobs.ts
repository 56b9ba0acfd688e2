/**
 * Hands leads in by Pub/Sub: a company's own system publishes each of them on the gateway's intake topic, as
 * the same JSON that `POST /v1/jobs` takes.
 *
 *   npx node examples/intake-by-topic/publish-jobs.ts projects/PROJECT/topics/modigie-gateway-intake
 *
 * The topic's full name is the Terraform output `intake_topic`. The account needs roles/pubsub.publisher on
 * it. PUBSUB_EMULATOR_HOST, where it is set, leads to Google's emulator instead. Node.js 24.
 */
import { PubSub } from '@google-cloud/pubsub';

/** A row of the company's own database. */
interface Contact {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly company: string;
}

const CONTACTS: readonly Contact[] = [
  {
    id: 88213,
    firstName: 'Ingrid',
    lastName: 'Lindqvist',
    email: 'ingrid@hollander.example',
    company: 'Hollander Freight',
  },
  {
    id: 88214,
    firstName: 'Priya',
    lastName: 'Raman',
    email: 'priya@tamarind.example',
    company: 'Tamarind Foods',
  },
];

/** The request ID names record, job type and turn: published twice, the same job is requested once. */
function jobOf({ id, firstName, lastName, email, company }: Contact) {
  return {
    requestId: `contact-${id}_enrichMobile_1`,
    jobType: 'enrichMobile',
    payload: {
      person: { firstName, lastName },
      employment: { company: { title: company } },
      emailAddresses: [{ emailAddress: { userFormat: email }, rels: ['business'] }],
    },
  };
}

const [topicName] = process.argv.slice(2);
if (topicName === undefined) {
  console.error('Usage: npx node examples/intake-by-topic/publish-jobs.ts TOPIC');
  process.exit(2);
}
const pubsub = new PubSub();
const topic = pubsub.topic(topicName);
const jobs = CONTACTS.map(jobOf);
const outcomes = await Promise.allSettled(jobs.map((json) => topic.publishMessage({ json })));
for (const [i, outcome] of outcomes.entries()) {
  const requestId = jobs[i]?.requestId;
  if (outcome.status === 'fulfilled') {
    console.log(`${requestId} is published as message ${outcome.value}`);
  } else {
    // The client has tried again by itself. Another run is safe, for the jobs that did arrive as well.
    console.error(`${requestId} is not published: ${outcome.reason}`);
    process.exitCode = 1;
  }
}
await pubsub.close();
