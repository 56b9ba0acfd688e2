/** One lead, whole: what happened and why, all attempts in time, and what may be done about it. */
import type { Explanation, Job } from '../../../client/index.ts';
import type { Gateway } from '../../connect.ts';
import { Facts } from '../../parts/facts.tsx';
import { Link } from '../../parts/link.tsx';
import { Read } from '../../parts/read.tsx';
import { Section } from '../../parts/section.tsx';
import { Status } from '../../parts/status.tsx';
import { useRead } from '../../parts/use-read.ts';
import { useGateway } from '../../parts/with-gateway.ts';
import type { ViewAddress } from '../../view-address.ts';
import { Explained } from './explanation.tsx';
import { LeadActs } from './lead-acts.tsx';
import { LeadFacts } from './lead-facts.tsx';
import { Revealed } from './revealed.tsx';
import { Waterfall } from './waterfall.tsx';

const EVERY_MS = 5_000;

export function Lead({ address: { id = '' } }: { address: ViewAddress }) {
  const { gateway } = useGateway();
  const reading = useRead(
    `lead ${id}`,
    (signal) => readLead(gateway, id, signal),
    (story) => (story && isAtRest(story) ? undefined : EVERY_MS),
  );
  return <Read of={reading}>{(story) => <Story {...story} id={id} />}</Read>;
}

interface LeadStory {
  readonly job: Job;
  readonly explanation: Explanation;
  /** That of the root, which knows all attempts. */
  readonly root: Job;
}

async function readLead({ call }: Gateway, id: string, signal: AbortSignal): Promise<LeadStory> {
  const get = (one: string) => call('GET /v1/jobs/{id}', { id: one, query: { view: 'brief' }, signal });
  const [job, explanation] = await Promise.all([get(id), call('GET /v1/jobs/{id}:explain', { id, signal })]);
  const root = job.rootId === id ? job : await get(job.rootId);
  return { job, explanation, root };
}

/** Nothing more happens by itself that would be seen here. */
function isAtRest({ job, explanation }: LeadStory): boolean {
  return job.final && !explanation.sentences.some(({ code }) => code === 'due-deliver');
}

function Story({ id, job, explanation, root }: LeadStory & { id: string }) {
  const { sentences, asOf } = explanation;
  const { attempts = [] } = root;
  return (
    <>
      <p>
        <Status status={job.status} />, attempt {job.attempt} of {attempts.length}{' '}
        {job.requestId !== id && <Link to="lead" id={job.requestId} />}
        {job.rootId !== id && (
          <>
            of the lead <Link to="lead" id={job.rootId} />
          </>
        )}
      </p>
      <Emptied job={job} />
      <LeadActs job={job} sentences={sentences} />
      <Section title="What happened, and what is next">
        <Explained sentences={sentences} />
      </Section>
      <Section title="Attempts">
        <Waterfall attempts={attempts} asOf={asOf} />
      </Section>
      <Section title="The job" note={job.requestId}>
        <LeadFacts job={job} />
        <Facts of={job.eventCodes} />
      </Section>
      <Revealed key={job.requestId} job={job} />
    </>
  );
}

/** Why there is less to see than of others. */
function Emptied({ job: { erased, purgedAt, origin } }: { job: Job }) {
  return (
    <>
      {origin === 'external' && <p class="banner">External: another system has requested it.</p>}
      {erased && <p class="banner">Erased: the data of the person was removed on request.</p>}
      {!erased && purgedAt && <p class="banner">Purged: payload, JobV2, tags and requester were removed.</p>}
    </>
  );
}
