/** The acts on jobs, in the words of the command line. */
export interface JobAct {
  readonly kind: 'retry' | 'replay' | 'redeliver';
  readonly title: string;
  /** As a participle: `replayed`. */
  readonly done: string;
  /** Whether Modigie may charge each. */
  readonly isCharged: boolean;
}

export const RETRY: JobAct = { kind: 'retry', title: 'Retry', done: 'retried', isCharged: true };
export const REPLAY = { kind: 'replay', title: 'Replay', done: 'replayed', isCharged: false } as const;
export const REDELIVER = {
  kind: 'redeliver',
  title: 'Redeliver',
  done: 'redelivered',
  isCharged: false,
} as const;

/** @returns `1 job`, `2 jobs` */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
