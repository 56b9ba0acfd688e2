/** The calls about acts by hand: `operator.audit`. */

import type { AuditEntry, AuditPage } from './audit-state.ts';
import type { Caller } from './caller.ts';
import type { CallOptions } from './options.ts';
import { answersByPage, type Paging } from './page-by-page.ts';

/** Which entries are meant; those that match all that is given. */
export interface AuditFilter {
  /** From this time on: an RFC 3339 time, or one before now such as `30m`, `2h`, `3d`. */
  readonly since?: string | Date | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly target?: string | undefined;
}

export interface AuditOptions extends AuditFilter, Paging {}

/**
 * The audit of one gateway.
 * @example
 * for await (const entry of operator.audit.list({ actor: 'ops@acme.example' })) console.log(entry.target);
 */
export class Audit {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** All entries that match, the newest first; read page by page as they are iterated. */
  async *list(
    options: AuditOptions = {},
    callOptions?: CallOptions,
  ): AsyncGenerator<AuditEntry, void, undefined> {
    for await (const { entries } of this.pages(options, callOptions)) yield* entries;
  }

  /** The same page by page; `nextPageToken` is where another list may go on. */
  async *pages(
    { pageToken, ...filter }: AuditOptions = {},
    callOptions?: CallOptions,
  ): AsyncGenerator<AuditPage, void, undefined> {
    const read = (token: string | undefined) =>
      this.#caller.call('listAudit', { query: { ...filter, pageToken: token } }, callOptions);
    for await (const { value } of answersByPage(read, pageToken)) yield value;
  }
}
