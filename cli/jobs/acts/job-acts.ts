/** The acts on jobs, in the words of the command line. */
import type { OperationOrder } from '../../../client/operator.ts';
import type { ManyAct } from '../../operations/act-on-many.ts';
import type { ActOptions, Meant } from './act-options.ts';

export interface JobAct extends ManyAct {
  readonly kind: 'retry' | 'replay' | 'redeliver';
}

export const RETRY = { kind: 'retry', title: 'Retry', done: 'retried', to: 'job', isCharged: true } as const;
export const REPLAY = {
  kind: 'replay',
  title: 'Replay',
  done: 'replayed',
  to: 'job',
  isCharged: false,
} as const;
export const REDELIVER = {
  kind: 'redeliver',
  title: 'Redeliver',
  done: 'redelivered',
  to: 'job',
  isCharged: false,
} as const;

/** @returns the order to do it to the jobs that are meant */
export function orderOf(
  { kind }: JobAct,
  meant: Meant,
  { reason, limit }: Pick<ActOptions, 'reason' | 'limit'>,
): OperationOrder {
  const selected = meant.requestIds ? { requestIds: meant.requestIds } : { filter: meant.filter };
  return { kind, ...selected, reason, limit };
}
