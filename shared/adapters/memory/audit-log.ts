import { type AuditEntry, isMeant } from '../../jobs/audit-entry.ts';
import type { AuditLog, AuditPage, AuditQuery } from '../../ports/audit-log.ts';

export class MemoryAuditLog implements AuditLog {
  readonly #entries = new Map<string, AuditEntry>();

  async append(entry: AuditEntry): Promise<'written' | 'exists'> {
    const key = keyOf(entry.operation, entry.step);
    if (this.#entries.has(key)) return 'exists';
    this.#entries.set(key, entry);
    return 'written';
  }

  async find(operation: string, step: AuditEntry['step']): Promise<AuditEntry | undefined> {
    return this.#entries.get(keyOf(operation, step));
  }

  async list({ filter, before, limit }: AuditQuery): Promise<AuditPage> {
    const meant = [...this.#entries.values()]
      .filter((entry) => isMeant(entry, filter) && (before === undefined || entry.id < before))
      .toSorted((a, b) => (a.id < b.id ? 1 : -1));
    const entries = meant.slice(0, limit);
    return { entries, next: meant.length > limit ? entries.at(-1)?.id : undefined };
  }
}

function keyOf(operation: string, step: AuditEntry['step']): string {
  return `${operation}-${step}`;
}
