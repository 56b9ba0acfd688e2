import type { Operation } from '../../../jobs/operations/operation.ts';
import type { OperationKind } from '../../../jobs/operations/operation-kinds.ts';
import type { Selection, SelectionOf } from '../../../jobs/operations/selection.ts';
import type { KindOfOperation } from './kind-of-operation.ts';
import { REDRIVE_KIND } from './redrive-kind.ts';
import { RELEASE_KIND } from './release-kind.ts';
import { REDELIVER_KIND, REPLAY_KIND } from './replay-kinds.ts';
import { RETRY_KIND } from './retry-kind.ts';

/** The work of each kind of operation. A kind without does not compile. */
const KINDS = {
  retry: RETRY_KIND,
  release: RELEASE_KIND,
  replay: REPLAY_KIND,
  redeliver: REDELIVER_KIND,
  redrive: REDRIVE_KIND,
} as const satisfies { readonly [Kind in OperationKind]: KindOfOperation<SelectionOf<Kind>, string> };

/** The kind says how its things are selected and named, which the type cannot follow. */
export function kindOf({ kind }: Pick<Operation, 'kind'>): KindOfOperation<Selection, string> {
  return KINDS[kind] as KindOfOperation<Selection, string>;
}
