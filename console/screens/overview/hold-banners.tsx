import type { Hold } from '../../../client/operator.ts';
import { Moment } from '../../parts/moment.tsx';
import { counted } from '../../parts/numbers.ts';
import { ReleaseHold } from '../../parts/release-hold.tsx';

/** A banner for each hold that is in force, with the button that ends it. */
export function HoldBanners({ holds, again }: { holds: readonly Hold[]; again(): void }) {
  return (
    <>
      {holds
        .filter(({ endedAt }) => endedAt === null)
        .map((hold) => (
          <HoldBanner key={hold.name} hold={hold} again={again} />
        ))}
    </>
  );
}

function HoldBanner({ hold, again }: { hold: Hold; again(): void }) {
  const { name, origin, placedBy, placedAt, reason, until, held } = hold;
  const what = name === '*' ? 'Every job type' : name;
  return (
    <div class="banner" role="note">
      <p>
        <strong>{what} is held</strong> since <Moment at={placedAt} />, by{' '}
        {origin === 'breaker' ? 'the gateway itself' : (placedBy ?? 'an operator')}: {counted(held, 'job')}{' '}
        wait
        {until === null ? '.' : ', until it ends '}
        {until !== null && <Moment at={until} />}
        {reason !== null && <q>{reason}</q>}
      </p>
      <ReleaseHold hold={hold} done={again} />
    </div>
  );
}
