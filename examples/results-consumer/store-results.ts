/**
 * Takes results from a subscription of the results topic, and stores each once, as a CRM would.
 *
 *   npx node examples/results-consumer/store-results.ts SUBSCRIPTION FILE
 *
 * SUBSCRIPTION is the Terraform output `results_subscription`. The account needs roles/pubsub.subscriber on
 * it. FILE stands for the CRM's table, one JSON row a line. PUBSUB_EMULATOR_HOST, where it is set, leads to
 * Google's emulator instead. Node.js 24; ends on Ctrl-C.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { type Message, PubSub } from '@google-cloud/pubsub';

interface Row {
  readonly dedupKey: string;
  /** The request ID that the lead was handed in with, whichever attempt ended it. */
  readonly rootId: string;
  readonly status: string;
  readonly mobile: string | null;
  readonly reason: string | null;
  /**
   * A late answer can give a lead another result, under another key, and the earlier may arrive after it: of
   * the rows of a lead, the one with the greatest sequence counts.
   */
  readonly sequence: number;
}

/** The members that are read of a job, as `GET /v1/jobs/{id}` shows it. */
interface Job {
  readonly reasonType: string | null;
  readonly discardReasonType: string | null;
  readonly job: { readonly payload?: { readonly phoneNumbers?: readonly Phone[] | null } } | null;
}
interface Phone {
  readonly phoneType?: string | null;
  readonly phoneNumber: { readonly userFormat?: string; readonly e164Format?: string | null };
  readonly source?: unknown;
}

/** Attributes tell results apart before anything is parsed; a subscription's filter can name them, too. */
function rowOf({ attributes, data }: Message): Row {
  const { dedupKey = '', rootId = '', status = '', sequence } = attributes;
  const { reasonType, discardReasonType, job }: Job = JSON.parse(String(data));
  // One that is reused has the answer to an earlier job about the same person.
  const hasResult = status === 'completed' || status === 'reused';
  const appended = hasResult && attributes['event.appendMobile'] === 'appended';
  // The numbers that were handed in come back as well. An appended one has no source, and stands behind them.
  const found = (job?.payload?.phoneNumbers ?? []).findLast(
    ({ phoneType, source }) => phoneType?.toLowerCase() === 'mobile' && source == null,
  );
  const mobile = (appended && (found?.phoneNumber.e164Format ?? found?.phoneNumber.userFormat)) || null;
  const reason = reasonType ?? discardReasonType;
  return { dedupKey, rootId, status, mobile, reason, sequence: Number(sequence) };
}

const [subscriptionName, file] = process.argv.slice(2);
if (subscriptionName === undefined || file === undefined) {
  console.error('Usage: npx node examples/results-consumer/store-results.ts SUBSCRIPTION FILE');
  process.exit(2);
}
const stored = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
const handled = new Set(stored.map((line) => (JSON.parse(line) as Row).dedupKey));

/** Row and key are one write, in a database one transaction: no crash leaves one without the other. */
function store(table: string, message: Message): string {
  const row = rowOf(message);
  if (handled.has(row.dedupKey)) return `${row.dedupKey} is stored already`;
  appendFileSync(table, `${JSON.stringify(row)}\n`, { flush: true });
  handled.add(row.dedupKey);
  return `${row.dedupKey} is stored, mobile ${row.mobile ?? 'none'}`;
}

const subscription = new PubSub().subscription(subscriptionName);
subscription.on('message', (message: Message) => {
  try {
    console.log(store(file, message));
    message.ack();
  } catch (error) {
    // Pub/Sub delivers it again, and after many attempts sets it aside.
    console.error(`Message ${message.id} is not stored: ${error}`);
    message.nack();
  }
});
subscription.on('error', (error) => {
  console.error(`${subscriptionName} cannot be read: ${error}`);
  process.exit(1);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => subscription.close());
