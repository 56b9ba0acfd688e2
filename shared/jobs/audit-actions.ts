/** The kinds of act by which a person changes something, each told in the audit. */
export const AUDIT_ACTIONS = ['retry', 'replay', 'redeliver', 'start-operation', 'abort-operation'] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];
