import type { Hold } from '../../../client/operator.ts';
import { Act } from '../../parts/act.tsx';
import { Moment } from '../../parts/moment.tsx';
import { counted } from '../../parts/numbers.ts';
import { useGateway } from '../../parts/with-gateway.ts';

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
  const { gateway } = useGateway();
  const { name, origin, placedBy, placedAt, reason, until, held } = hold;
  const what = name === '*' ? 'Every job type' : name;
  const release = async (why: string | undefined) => {
    const { hold: ended } = await gateway.operator.holds.release(name, { reason: why });
    return `Released. ${counted(ended.held, 'job')} go out now${ended.operation ? `, by operation ${ended.operation}` : ''}.`;
  };
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
      <Act
        verb="Release"
        label="Release …"
        consequence={`${counted(held, 'job')} are published, and charged as they complete.`}
        act={release}
        done={again}
      />
    </div>
  );
}
