/** Operations, what was done to many at once: the newest first, and one alone. */
import { Pages } from '../../parts/pages.tsx';
import { useList } from '../../parts/use-list.ts';
import type { ViewAddress } from '../../view-address.ts';
import { OneOperation } from './one-operation.tsx';
import { OperationTable } from './operation-table.tsx';

const EVERY_MS = 10_000;
/** While one of them goes on. */
const GOES_ON_MS = 3_000;

export function Operations({ address: { id } }: { address: ViewAddress }) {
  return id === undefined ? <OperationList /> : <OneOperation id={id} />;
}

function OperationList() {
  const listed = useList({ of: 'GET /v1/operations', itemsOf: ({ operations }) => operations }, (found) =>
    found?.items.some(({ finishedAt }) => finishedAt === null) ? GOES_ON_MS : EVERY_MS,
  );
  return (
    <>
      <h1>Operations</h1>
      <Pages of={listed}>{(operations) => <OperationTable operations={operations} />}</Pages>
    </>
  );
}
