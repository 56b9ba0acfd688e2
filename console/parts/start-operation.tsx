import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { OperationOrder } from '../../client/operator.ts';
import { Act } from './act.tsx';
import { DryRun } from './dry-run.tsx';
import { goTo } from './go-to.ts';

interface Properties {
  readonly order: OperationOrder;
  readonly verb: string;
  readonly label: string;
  readonly means: ComponentChildren;
  readonly disabled?: boolean;
  readonly shortcut?: string;
}

/** An act on many: it tells beforehand to how many it would be done, and goes to its operation. */
export function StartOperation({ order, means, ...rest }: Properties) {
  const key = useMemo(() => crypto.randomUUID(), [JSON.stringify(order)]);
  return (
    <Act
      consequence={
        <>
          <p>{means}</p>
          <DryRun order={order} />
        </>
      }
      to="POST /v1/operations"
      body={order}
      once={key}
      said={({ id }) => `Operation ${id} has begun.`}
      goOn={({ id }) => goTo('operations', { id })}
      {...rest}
    />
  );
}
