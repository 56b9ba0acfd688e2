import { JOB_KINDS } from './operations/operation-kinds.ts';

/** The kinds of act by which a person changes something, or is shown data of a person: each is told. */
export const AUDIT_ACTIONS = [
  ...JOB_KINDS,
  'start-operation',
  'abort-operation',
  'hold',
  'release',
  'redrive',
  'drop',
  'prepare-erasure',
  'erase',
  'reveal',
  'reveal-dead-letter',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Those whose target is a job's request ID. */
export const ACTIONS_ON_A_JOB: readonly string[] = [...JOB_KINDS, 'reveal'];
