import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { OperationOrder } from '../../client/operator.ts';
import { Act } from './act.tsx';
import { DryRun } from './dry-run.tsx';
import { goTo } from './go-to.ts';
import { useGateway } from './with-gateway.ts';

interface Properties {
  readonly order: OperationOrder;
  readonly verb: string;
  readonly label: string;
  readonly means: ComponentChildren;
  readonly disabled?: boolean;
  readonly shortcut?: string;
  readonly done?: () => void;
}

/** An act on many: it tells beforehand to how many it would be done, and goes to its operation. */
export function StartOperation({ order, means, ...rest }: Properties) {
  const { gateway } = useGateway();
  const key = useMemo(() => crypto.randomUUID(), []);
  return (
    <Act
      consequence={
        <>
          <p>{means}</p>
          <DryRun order={order} />
        </>
      }
      act={async (reason) => {
        const { id } = await gateway.call('POST /v1/operations', { key, body: { ...order, reason } });
        goTo('operations', { id });
        return `Operation ${id} has begun.`;
      }}
      {...rest}
    />
  );
}
