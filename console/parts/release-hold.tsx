import type { Hold } from '../../client/operator.ts';
import { Act } from './act.tsx';
import { Link } from './link.tsx';
import { counted } from './numbers.ts';
import { useGateway } from './with-gateway.ts';

/** Ends a hold: an operation lets its jobs go. */
export function ReleaseHold({ hold: { name, held }, done }: { hold: Hold; done(): void }) {
  const { gateway } = useGateway();
  const release = async (reason: string | undefined) => {
    const hold = await gateway.call('POST /v1/holds/{id}:release', { id: name, body: { reason } });
    return (
      <>
        Released: {counted(hold.held, 'job')} go out from half a minute on
        {hold.operation !== null && (
          <>
            , by{' '}
            <Link to="operations" id={hold.operation}>
              operation {hold.operation}
            </Link>
          </>
        )}
        .
      </>
    );
  };
  return (
    <Act
      verb="Release"
      label="Release …"
      consequence={`${counted(held, 'job')} are published, and charged as they complete.`}
      act={release}
      done={done}
    />
  );
}
