import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listAudit } from '../../../../cli/audit/list-audit.ts';
import type { AuditEntry } from '../../../../client/operator.ts';
import { AUDIT_PAGE } from '../../../../shared/api/examples.ts';
import { answer } from '../../client/scripted.ts';
import { scriptedCall } from '../jobs/call.ts';

const [OUTCOME, INTENT] = AUDIT_PAGE.entries as [AuditEntry, AuditEntry];
const PAGES = [
  answer(200, { entries: [{ ...OUTCOME, reason: 'late\u001b[2J' }], nextPageToken: 'more' }),
  answer(200, { entries: [{ ...INTENT, actor: null }] }),
];

beforeEach(() => vi.stubEnv('NO_COLOR', '1').stubEnv('FORCE_COLOR', undefined));
afterEach(() => vi.unstubAllEnvs());

async function listed(limit: number, options: object = {}, width?: number) {
  const call = scriptedCall(PAGES, width);
  expect(await listAudit(call, { limit, ...options })).toBe(0);
  return { ...call, rows: call.sink.written().split('\n').slice(0, -1) };
}

describe('audit list', () => {
  it('is tab-separated values in a pipe, whoever did it', async () => {
    const { rows, told } = await listed(10);
    expect(rows).toEqual([
      `${OUTCOME.at}\t${OUTCOME.actor}\tretry\t${OUTCOME.target}\toutcome\tretried\tlate\\u001b[2J`,
      `${INTENT.at}\tnobody\tretry\t${INTENT.target}\tintent\t\t${INTENT.reason}`,
    ]);
    expect(told).toEqual([]);
  });

  it('is a table on a terminal', async () => {
    const { rows } = await listed(10, {}, 200);
    expect(rows[0]).toMatch(/AT +ACTOR +ACTION +TARGET +STEP +OUTCOME +REASON/);
    expect(rows).toHaveLength(3);
  });

  it('asks for what matches, and says when there are more or none', async () => {
    const since = new Date('2026-03-01T09:00:00Z');
    const some = await listed(1, { since, actor: 'ops@acme.example', action: 'retry', target: 'a' });
    expect(some.told).toEqual(['These are the newest 1: --limit shows more.']);
    expect(some.rows).toHaveLength(1);
    expect(Object.fromEntries(new URL(some.requests[0]?.url ?? '').searchParams)).toEqual({
      since: '2026-03-01T09:00:00.000Z',
      actor: 'ops@acme.example',
      action: 'retry',
      target: 'a',
      pageSize: '2',
    });
    const none = scriptedCall([answer(200, { entries: [] })]);
    await listAudit(none, { limit: 10 });
    expect(none.told).toEqual(['No act by hand matches.']);
    const ofRoot = scriptedCall([answer(200, { entries: [] })]);
    await listAudit(ofRoot, { limit: 10, target: 'lead-1' });
    expect(ofRoot.told[0]).toContain('ID~2');
  });
});
