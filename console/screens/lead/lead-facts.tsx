import type { ComponentChildren } from 'preact';
import type { Job } from '../../../client/index.ts';
import { Cut } from '../../parts/cut.tsx';
import { Link } from '../../parts/link.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Status } from '../../parts/status.tsx';
import type { Query } from '../../view-address.ts';
import { chargeOf } from './charge.ts';

/** All that is known of a job and is nobody's data. What there is not has no line. */
export function LeadFacts({ job }: { job: Job }) {
  const facts: readonly (readonly [string, ComponentChildren])[] = [
    ['Status', <Status key="" status={job.status} />],
    ['Type', job.jobType && <Like query={{ jobType: job.jobType }} text={job.jobType} />],
    ['Tags', job.tags.length > 0 && job.tags.map((tag) => <Like key={tag} query={{ tag }} text={tag} />)],
    ['Cause', job.cause && <Like query={{ cause: job.cause }} text={job.cause} />],
    ['Reason', job.reasonType && <Cut text={job.reasonType} />],
    ['Discarded', job.discardReasonType && <Cut text={job.discardReasonType} />],
    ['Publish failed', job.publishFailure],
    ['Held by', job.held && <Cut text={job.held} />],
    ['Advice', job.advice && <Cut text={job.advice} />],
    ['Money', chargeOf(job)],
    ['Delivered', job.deliveredAt ? <Moment at={job.deliveredAt} /> : 'no result, or not yet'],
    ['Answer of', job.reusedFrom && <To id={job.reusedFrom} />],
    ['Requested', <Moment key="" at={job.requestedAt} />],
    ['By', job.requestedBy && <Cut text={job.requestedBy} />],
    ['Trace', job.traceId && <code>{job.traceId}</code>],
    ['Attempt before', job.retryOf && <To id={job.retryOf} />],
    ['Next attempt', job.retriedBy && <To id={job.retriedBy} />],
    ['Next attempt due', job.retryAt && <Moment at={job.retryAt} />],
    ['Changed', <Moment key="" at={job.updatedAt} />],
    ['Version', job.version && <code>{job.version}</code>],
    ['Purged', job.purgedAt && <Moment at={job.purgedAt} />],
  ];
  return (
    <dl class="facts">
      {facts
        .filter(([, fact]) => fact)
        .map(([name, fact]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
    </dl>
  );
}

/** Leads to jobs that are alike in this. */
function Like({ query, text }: { query: Query; text: string }) {
  return (
    <>
      <Link to="jobs" query={query}>
        <bdi>{text.slice(0, 200)}</bdi>
      </Link>{' '}
    </>
  );
}

function To({ id }: { id: string }) {
  return (
    <Link to="lead" id={id} class="id">
      <bdi>{id}</bdi>
    </Link>
  );
}
