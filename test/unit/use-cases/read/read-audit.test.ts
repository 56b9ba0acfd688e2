import { describe, expect, it } from 'vitest';
import { actOf, intentOf, outcomeOf } from '../../../../shared/jobs/audit-entry.ts';
import { readAudit } from '../../../../shared/use-cases/read/read-audit.ts';
import { id, START, testGateway } from '../../../fixtures.ts';

describe('the audit as a reader sees it', () => {
  it('has everything that was told, times as text, and where to go on', async () => {
    const { audit } = testGateway();
    const act = actOf({ actor: 'ops@acme.example', action: 'retry', target: id('a'), reason: 'x' }, 1);
    const [intent, outcome] = [intentOf(act, START), outcomeOf(act, 'retried', START)];
    for (const entry of [intent, outcome]) await audit.append(entry);
    const at = '2026-03-01T00:00:00.000Z';
    expect(await readAudit(audit, { filter: {}, limit: 1 })).toEqual({
      entries: [{ ...outcome, at }],
      next: outcome.id,
    });
    expect(await readAudit(audit, { filter: {}, before: outcome.id, limit: 1 })).toEqual({
      entries: [{ ...intent, at }],
      next: undefined,
    });
  });
});
