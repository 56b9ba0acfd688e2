import type { Hold } from '../../../client/operator.ts';
import { Act } from '../../parts/act.tsx';
import { Link } from '../../parts/link.tsx';
import { Moment } from '../../parts/moment.tsx';
import { counted } from '../../parts/numbers.ts';
import { EVERY_TYPE } from '../../parts/place-hold.tsx';

/** A banner for each hold: with the button that ends it, or the operation that lets its jobs go. */
export function HoldBanners({ holds }: { holds: readonly Hold[] }) {
  return (
    <>
      {holds.map((hold) => (
        <HoldBanner key={hold.name} hold={hold} />
      ))}
    </>
  );
}

function HoldBanner({ hold }: { hold: Hold }) {
  const { name, origin, placedBy, placedAt, reason, until, held, operation } = hold;
  return (
    <div class="banner" role="note">
      <p>
        <strong>
          <bdi>{name === EVERY_TYPE ? 'Every job type' : name}</bdi> {operation === null ? 'is' : 'was'} held
        </strong>{' '}
        since <Moment at={placedAt} />, by{' '}
        <bdi>{origin === 'breaker' ? 'the gateway itself' : (placedBy ?? 'an operator')}</bdi>:{' '}
        {counted(held, 'job')} wait
        {until !== null && (
          <>
            {' '}
            until it ends <Moment at={until} />
          </>
        )}
        .{reason !== null && <q>{reason}</q>}
      </p>
      {operation === null ? (
        <Act
          verb="Release"
          consequence={`${counted(held, 'job')} are published, and charged as they complete.`}
          to="POST /v1/holds/{id}:release"
          id={name}
          said={() => 'Released: its jobs go out in half a minute.'}
        />
      ) : (
        <Link to="operations" id={operation}>
          Its jobs are let go
        </Link>
      )}
    </div>
  );
}
