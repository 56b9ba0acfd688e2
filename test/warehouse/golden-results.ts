/** Results as a gateway publishes them: one of each way in which a lead may end. */

import { ModigieGateway } from '../../client/index.ts';
import { VirtualClock } from '../../local/clock.ts';
import { ORDINARY } from '../../local/misbehaviour.ts';
import { createEmbeddedStack } from '../../local/stacks/embedded-stack.ts';
import { inProcessFetch } from '../../local/stacks/in-process-gateway.ts';
import { REALISTIC } from '../../local/synthetic-repository/repository.ts';
import { SILENT } from '../../shared/telemetry/log-events.ts';
import { DAY, MINUTE, START } from '../fixtures.ts';

/** A message of the results topic, as a subscription that writes metadata has it. */
export interface PublishedResult {
  readonly messageId: string;
  /** RFC 3339, to the microsecond. */
  readonly publishTime: string;
  readonly data: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Members of a payload that say who somebody is. */
const PERSON = {
  person: { firstName: 'Ingrid', middleNames: 'Maja', lastName: 'Lindqvist' },
  employment: { company: { title: 'Hollander Freight' }, position: { title: 'Head of Customs' } },
  emailAddresses: [
    { emailAddress: { userFormat: 'ingrid.lindqvist@hollander.example' }, rels: ['business' as const] },
  ],
  phoneNumbers: [{ phoneNumber: { userFormat: '+46 8 555 010 01' } }],
  urls: [{ url: { userFormat: 'https://www.linkedin.com/in/ingrid-lindqvist' } }],
};
const LESS = {
  person: { firstName: 'Priya', lastName: 'Nair' },
  employment: { company: { title: 'Quill' } },
};

const OUTCOMES = [
  'ordinary',
  'fail-first:1',
  'failed',
  'deadline-exceeded',
  'canceled',
  'expired',
  'rejected',
  'discarded',
  'silent',
] as const;

/** Showback tags, as the variables of Terraform have them. */
export const SHOWBACK = { team: ['emea', 'apac'], 'cost-center': ['4711'] };

/** By outcome a lead that has all, and one that has little; then one without tags. */
const LEADS = [
  ...OUTCOMES.flatMap((outcome) => [
    { requestId: `${outcome.replace(':', '-')}-all`, payload: tagged(PERSON, { team: 'emea', outcome }) },
    { requestId: `${outcome.replace(':', '-')}-less`, payload: tagged(LESS, { team: 'sales', outcome }) },
  ]),
  { requestId: 'untagged', payload: { ...LESS, tags: null } },
];

function tagged<P extends object>(payload: P, { team, outcome }: { team: string; outcome: string }) {
  return {
    ...payload,
    tags: [
      { name: 'team', value: team },
      { name: 'cost-center', value: '4711' },
      { name: 'owner', value: 'jane.doe@acme.example' },
      { name: 'synthetic.outcome', value: outcome },
    ],
  };
}

/** Longer than a silent job is waited for. */
const UNTIL_ALL_ENDED = 40 * DAY;

/** @returns every result that is published for the leads, in order; the same at each run */
export async function publishedResults(): Promise<PublishedResult[]> {
  const clock = new VirtualClock(START);
  const stack = createEmbeddedStack({
    clock,
    timing: REALISTIC,
    misbehaviour: ORDINARY,
    telemetry: SILENT,
    sweepEveryMs: 10 * MINUTE,
    showback: new Map(Object.entries(SHOWBACK).map(([name, values]) => [name, new Set(values)])),
  });
  const results: PublishedResult[] = [];
  stack.bus.listen(stack.topics.results, ({ data, attributes, messageId, publishTime }) =>
    results.push({ messageId, publishTime, data: String(data), attributes }),
  );
  const fetch = inProcessFetch((request) => clock.during(() => stack.api(request)));
  const gateway = new ModigieGateway({ url: 'http://gateway.test', fetch, ...clock.outside() });
  for (const { requestId, payload } of LEADS)
    await gateway.jobs.submit({ requestId, jobType: 'enrichMobile', payload });
  await clock.during(() => clock.sleep(UNTIL_ALL_ENDED));
  stack.stop();
  return results;
}
