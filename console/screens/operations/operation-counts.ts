/** All that an operation has left as it was. */
import type { Operation } from '../../../client/operator.ts';

export interface Reasoned {
  readonly fate: 'skipped' | 'failed';
  readonly reason: string;
  readonly count: number;
}

/** @returns what was not done, by the reason: what failed before what was skipped */
export function notDone({ skipped, failed }: Pick<Operation, 'skipped' | 'failed'>): Reasoned[] {
  return Object.entries({ failed, skipped }).flatMap(([fate, counts]) =>
    Object.entries(counts).map(([reason, count]) => ({ fate: fate as Reasoned['fate'], reason, count })),
  );
}
