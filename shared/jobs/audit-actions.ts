/** The kinds of act by which a person changes something, each told in the audit. */
export const AUDIT_ACTIONS = ['retry', 'redrive', 'drop'] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];
