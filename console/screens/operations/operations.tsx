/** Operations, what was done to many at once: the newest first, and one alone. */
import type { Operation } from '../../../client/operator.ts';
import { Pages } from '../../parts/pages.tsx';
import type { ViewAddress } from '../../view-address.ts';
import { OneOperation } from './one-operation.tsx';
import { OperationTable } from './operation-table.tsx';

const EVERY_MS = 10_000;
/** While one of them goes on. */
const GOES_ON_MS = 3_000;

const goesOn = ({ finishedAt }: Operation) => finishedAt === null;

export function Operations({ address: { id } }: { address: ViewAddress }) {
  if (id !== undefined) return <OneOperation id={id} />;
  return (
    <Pages
      of="GET /v1/operations"
      every={([newest] = []) => (newest?.operations.some(goesOn) ? GOES_ON_MS : EVERY_MS)}
    >
      {(pages) => <OperationTable operations={pages.flatMap(({ operations }) => operations)} />}
    </Pages>
  );
}
