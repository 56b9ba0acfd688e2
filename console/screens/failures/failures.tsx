/** Failures by cause: what goes wrong most, since when, and what to do about all of it at once. */
import type { Job } from '../../../client/index.ts';
import type { Gateway } from '../../connect.ts';
import { Link } from '../../parts/link.tsx';
import { counted } from '../../parts/numbers.ts';
import { Period } from '../../parts/period.tsx';
import { Read } from '../../parts/read.tsx';
import { ReadingButton } from '../../parts/reading-button.tsx';
import { useRead } from '../../parts/use-read.ts';
import { useGateway } from '../../parts/with-gateway.ts';
import type { ViewAddress } from '../../view-address.ts';
import { FAILURE_FILTERS, failureGroups, MOST, mostRead, STEP } from './failure-groups.ts';
import { FailureTable } from './failure-table.tsx';

const PAGE_SIZE = 500;

export function Failures({ address: { query } }: { address: ViewAddress }) {
  const { gateway } = useGateway();
  const { since = '7d' } = query;
  const newest = mostRead(query['newest']);
  const reading = useRead(`failures ${since} ${newest}`, (signal) =>
    readFailures(gateway, { since, newest }, signal),
  );
  return (
    <>
      <div class="buttons">
        <Period of="failures" query={{ since }} isBounded />
        <ReadingButton isReading={reading.isReading} read={reading.again}>
          Read again
        </ReadingButton>
      </div>
      <Read of={reading}>
        {({ failures, hasMore }) => (
          <>
            <p aria-live="polite">
              {hasMore && 'Of the newest '}
              {counted(failures.length, 'attempt')} that ended badly or could not be published.{' '}
              {hasMore && newest < MOST && (
                <Link to="failures" query={{ since, newest: newest + STEP }}>
                  Read {STEP} more
                </Link>
              )}
            </p>
            <FailureTable groups={failureGroups(failures)} total={failures.length} since={since} />
          </>
        )}
      </Read>
    </>
  );
}

interface Asked {
  readonly since: string;
  readonly newest: number;
}

interface Found {
  readonly failures: readonly Job[];
  /** Whether older ones were not read. */
  readonly hasMore: boolean;
}

/** Each filter takes a list of its own, of which only the newest are read. */
async function readFailures(
  { pages }: Gateway,
  { since, newest }: Asked,
  signal: AbortSignal,
): Promise<Found> {
  let hasMore = false;
  const lists = FAILURE_FILTERS.map(async (filter) => {
    const failures: Job[] = [];
    const query = { ...filter, since, orderBy: 'newest', view: 'brief', pageSize: PAGE_SIZE };
    for await (const page of pages('GET /v1/jobs', { query, signal })) {
      failures.push(...page.jobs);
      if (failures.length < newest) continue;
      hasMore ||= page.nextPageToken !== undefined;
      break;
    }
    return failures;
  });
  return { failures: (await Promise.all(lists)).flat(), hasMore };
}
