import type { ComponentChildren } from 'preact';
import type { Job } from '../../../client/index.ts';
import { Facts } from '../../parts/facts.tsx';
import { Link } from '../../parts/link.tsx';
import { Moment } from '../../parts/moment.tsx';
import { chargeOf } from './charge.ts';

/** All that is known of a job and is nobody's data; a fact that there is not has no line. */
export function LeadFacts({ job }: { job: Job }) {
  return (
    <Facts
      of={{
        Type: alike('jobType', job.jobType),
        Tags: job.tags.length > 0 && job.tags.map((tag) => alike('tag', tag)),
        Cause: alike('cause', job.cause),
        Reason: job.reasonType,
        Discarded: job.discardReasonType,
        'Publish failed': job.publishFailure,
        'Held by': job.held,
        Advice: job.advice,
        Money: chargeOf(job),
        Delivered: momentOf(job.deliveredAt) ?? 'no result, or not yet',
        'Answer of': linkTo(job.reusedFrom),
        Requested: momentOf(job.requestedAt),
        By: job.requestedBy,
        Trace: job.traceId,
        'Attempt before': linkTo(job.retryOf),
        'Next attempt': linkTo(job.retriedBy),
        'Next attempt due': momentOf(job.retryAt),
        Changed: momentOf(job.updatedAt),
        Version: job.version,
        Purged: momentOf(job.purgedAt),
        Acts: actsOn(job.requestId),
      }}
    />
  );
}

const momentOf = (at: string | null) => at && <Moment at={at} />;
const linkTo = (id: string | null) => id && <Link to="lead" id={id} />;

/** @returns a way to what people did about it by hand */
function actsOn(target: string): ComponentChildren {
  return (
    <Link to="audit" query={{ target }}>
      in the audit
    </Link>
  );
}

/** @returns a way to the jobs that are alike in this */
function alike(name: string, value: string | null): ComponentChildren {
  return (
    value && (
      <>
        <Link to="jobs" query={{ [name]: value }}>
          {value}
        </Link>{' '}
      </>
    )
  );
}
