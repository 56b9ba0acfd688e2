/** The kinds of act by which a person changes something, each told in the audit. */
export const AUDIT_ACTIONS = [
  'retry',
  'start-operation',
  'abort-operation',
  'hold',
  'release',
  'redrive',
  'drop',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];
