/**
 * Hands leads in by the typed client, waits for what becomes of them, and prints it.
 *
 *   npx node examples/client/submit-leads.ts http://localhost:8080
 *
 * `npm run dev` runs a gateway there. A deployed one has an address for each function, of which this needs
 * the Terraform outputs `submit_url` and `query_url`, and an identity token of an account that may call them:
 *
 *   MODIGIE_GATEWAY_TOKEN=$(gcloud auth print-identity-token) \
 *     npx node examples/client/submit-leads.ts SUBMIT_URL QUERY_URL
 *
 * Run twice, it requests nothing twice. Node.js 24.
 */
// In a project of its own: from 'modigie-gateway-client', which client/README.md says how to install.
import { type Job, ModigieGateway, type Submission, WaitTimeout } from '../../client/index.ts';

/** A row of the company's own database. */
interface Contact {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string;
}

const CONTACTS: readonly Contact[] = [
  { id: 88213, firstName: 'Ingrid', lastName: 'Lindqvist', company: 'Hollander Freight' },
  { id: 88214, firstName: 'Priya', lastName: 'Raman', company: 'Tamarind Foods' },
  { id: 88215, firstName: 'Tomás', lastName: 'Quiroga', company: '' },
];
const WAIT_MS = 120_000;

/** The request ID names record, job type and turn: submitted twice, the same job is requested once. */
function submissionOf({ id, firstName, lastName, company }: Contact): Submission {
  return {
    requestId: `contact-${id}_enrichMobile_1`,
    jobType: 'enrichMobile',
    payload: {
      person: { firstName, lastName },
      employment: { company: { title: company } },
      tags: [{ name: 'team', value: 'emea' }],
    },
  };
}

/** @returns one line: how the job ended, and Modigie's finding for each of its tasks */
function summaryOf({ status, reasonType, eventCodes }: Job): string {
  const findings = Object.entries(eventCodes).map(([task, code]) => `${task} ${code}`);
  return [status, reasonType, ...findings].filter(Boolean).join(', ');
}

const [url, queryUrl] = process.argv.slice(2);
if (url === undefined) {
  console.error('Usage: npx node examples/client/submit-leads.ts URL [QUERY_URL]');
  process.exit(2);
}
const token = process.env['MODIGIE_GATEWAY_TOKEN'];
const gateway = new ModigieGateway({ url, queryUrl, auth: token === undefined ? undefined : () => token });

/** Submissions may come from a file or a database as they are read: nothing is kept in memory. */
const accepted: string[] = [];
for await (const result of gateway.jobs.submitMany(CONTACTS.map(submissionOf))) {
  if (result.ok) {
    accepted.push(result.requestId);
  } else {
    // A lead that is refused stops no other. Another run is safe, for those that were taken as well.
    console.error(`${result.requestId} is not submitted: ${result.error.message}`);
    process.exitCode = 1;
  }
}

for (const requestId of accepted) {
  try {
    console.log(`${requestId}: ${summaryOf(await gateway.jobs.wait(requestId, { timeoutMs: WAIT_MS }))}`);
  } catch (error) {
    if (!(error instanceof WaitTimeout)) throw error;
    // It goes on by itself, and can be read later, or taken from the results topic.
    console.log(`${requestId}: ${error.job?.status ?? 'not read'} so far`);
  }
}
