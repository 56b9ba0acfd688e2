/** One lead, whole: what happened and why, all attempts in time, and what may be done about it. */
import type { Explanation, Job } from '../../../client/index.ts';
import type { Gateway } from '../../connect.ts';
import { Cut } from '../../parts/cut.tsx';
import { LeadLink } from '../../parts/lead-link.tsx';
import { Read } from '../../parts/read.tsx';
import { Section } from '../../parts/section.tsx';
import { Status } from '../../parts/status.tsx';
import { Table } from '../../parts/table.tsx';
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
  return (
    <>
      <h1>
        <small>Lead</small> <Cut text={id} />
      </h1>
      <Read of={reading}>{(story) => <Story {...story} id={id} again={reading.again} />}</Read>
    </>
  );
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

function Story({ id, job, explanation, root, again }: LeadStory & { id: string; again(): void }) {
  const { sentences, asOf } = explanation;
  const { attempts = [] } = root;
  return (
    <>
      <p>
        <Status status={job.status} />, attempt {job.attempt} of {attempts.length}{' '}
        {job.requestId !== id && <LeadLink id={job.requestId} />}
        {job.rootId !== id && (
          <>
            of the lead <LeadLink id={job.rootId} />
          </>
        )}
      </p>
      <Emptied job={job} />
      <LeadActs job={job} sentences={sentences} done={again} />
      <Section title="What happened, and what is next">
        <Explained sentences={sentences} />
      </Section>
      <Section title="Attempts">
        <Waterfall attempts={attempts} asOf={asOf} />
      </Section>
      <Section title="The job" note={job.requestId}>
        <LeadFacts job={job} />
        <EventCodes codes={job.eventCodes} />
      </Section>
      <Revealed key={job.requestId} job={job} />
    </>
  );
}

/** Why there is less to see than of others. */
function Emptied({ job: { erased, purgedAt, origin } }: { job: Job }) {
  const said = [
    origin === 'external' && 'External: Modigie answered for an ID that this gateway never requested.',
    erased
      ? "Erased: the person's data was removed on request, for good."
      : purgedAt && 'Purged: payload, JobV2, tags and requester were removed. The rest stays.',
  ].filter(Boolean);
  return said.length === 0 ? null : <p class="banner">{said.join(' ')}</p>;
}

function EventCodes({ codes }: { codes: Job['eventCodes'] }) {
  return (
    <Table
      columns={[
        { name: 'Event', of: ([event]) => event },
        { name: 'Code', of: ([, code]) => code },
      ]}
      rows={Object.entries(codes)}
      keyOf={([event]) => event}
      empty="No event codes."
    />
  );
}
