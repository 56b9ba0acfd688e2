/** Operations as the tests have them. */
import { newOperation, type Operation, operationId } from '../../../../shared/jobs/operations/operation.ts';
import { id, START } from '../../../fixtures.ts';

/** To retry three jobs, before anything is done, but for some members. */
export function operation(more: Partial<Operation> = {}): Operation {
  const asked = {
    kind: 'retry',
    selection: { by: 'ids', requestIds: [id('lead-1'), id('lead-2'), id('lead-3')] },
    actor: 'ops@acme.example',
    team: 'every',
    reason: 'Ünïcode ✓ "quoted"',
    limit: null,
    ratePerMinute: null,
    dryRun: false,
    fingerprint: 'f',
  } as const;
  return { ...newOperation(asked, operationId(asked.actor, ['1']), START), ...more };
}
