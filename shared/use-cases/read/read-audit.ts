/** Reading the audit: what people changed or revealed by hand. */
import type { AuditEntryView } from '../../api/audit-page.ts';
import type { AuditEntry, AuditId } from '../../jobs/audit-entry.ts';
import type { AuditQuery, AuditReader } from '../../ports/audit-log.ts';

interface AuditViewPage {
  readonly entries: readonly AuditEntryView[];
  readonly next: AuditId | undefined;
}

/** @throws StoreUnavailableError */
export async function readAudit(audit: AuditReader, query: AuditQuery): Promise<AuditViewPage> {
  const { entries, next } = await audit.list(query);
  return { entries: entries.map(viewOf), next };
}

function viewOf({ id, at, actor, via, action, target, operation, step, outcome, reason }: AuditEntry) {
  const time = new Date(at).toISOString();
  return { id, at: time, actor, via, action, target, operation, step, outcome, reason };
}
