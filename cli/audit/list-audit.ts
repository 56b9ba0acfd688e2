/** `audit list`: who changed or revealed what by hand, when and why, the newest first. */
import type { Command } from 'commander';
import type { AuditEntry, AuditFilter } from '../../client/operator.ts';
import { AUDIT_TARGETS, AuditPageSchema } from '../../shared/api/audit-page.ts';
import { callGateway, type GatewayCall } from '../call-gateway.ts';
import { CALL_CODES, DONE, exitCodesHelp } from '../exit-codes.ts';
import { addReadingOptions } from '../options/gateway-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import { addLimitOption } from '../options/limit-option.ts';
import type { Column } from '../output/column.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { listNewest } from '../output/list-newest.ts';
import type { GatewayAddress } from '../remote-gateway.ts';

export interface ListAuditOptions extends AuditFilter {
  /** How many entries are shown at most. */
  readonly limit: number;
  readonly json?: JsonFields | undefined;
}

const NONE = 'No act by hand matches.';
const WHICH_TARGET =
  'The target of an act on a job is its attempt, which a later one of the lead may be: ID~2, ID~3.';
const FIELDS = Object.keys(AuditPageSchema.unwrap().shape.entries.element.unwrap().shape);

const COLUMNS: readonly Column<AuditEntry>[] = [
  { name: 'at', of: ({ at }) => at, isTime: true },
  { name: 'actor', of: ({ actor }) => actor ?? 'nobody' },
  { name: 'action', of: ({ action }) => action },
  { name: 'target', of: ({ target }) => target, isKept: true },
  { name: 'step', of: ({ step }) => step },
  { name: 'outcome', of: ({ outcome }) => outcome },
  { name: 'reason', of: ({ reason }) => reason },
];

export function addAuditList(audit: Command): void {
  const command = audit
    .command('list')
    .description('list acts by hand, the newest first: before each is done, and after')
    .option('--since <time>', 'from this time on, such as 2h, 3d or 2026-03-01T09:00:00Z')
    .option('--actor <email>', 'done by this person')
    .option('--action <action>', 'of this kind, such as retry')
    .option('--target <id>', `done to this: ${AUDIT_TARGETS}`);
  addReadingOptions(addJsonOption(addLimitOption(command), FIELDS))
    .addHelpText('after', exitCodesHelp(CALL_CODES))
    .action((options: GatewayAddress & ListAuditOptions) =>
      callGateway(options, (call) => listAudit(call, options)),
    );
}

/** @returns the exit code. @throws as `Audit.list` does */
export async function listAudit(
  { operator, signal, ...output }: GatewayCall,
  { limit, json, since, actor, action, target }: ListAuditOptions,
): Promise<number> {
  const none = target === undefined ? NONE : `${NONE} ${WHICH_TARGET}`;
  await listNewest<AuditEntry>(output, { columns: COLUMNS, json, limit, none }, (pageSize) =>
    operator.audit.list({ since, actor, action, target, pageSize }, { signal }),
  );
  return DONE;
}
