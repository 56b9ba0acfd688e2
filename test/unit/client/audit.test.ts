import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../client/operator.ts';
import { AUDIT_PAGE, JOB } from '../../../shared/api/examples.ts';
import { answer, scripted } from './scripted.ts';

const [ENTRY] = AUDIT_PAGE.entries;
const page = (ids: readonly string[], nextPageToken?: string) =>
  answer(200, { entries: ids.map((id) => ({ ...ENTRY, id })), nextPageToken });

async function idsOf(entries: AsyncIterable<AuditEntry>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of entries) ids.push(id);
  return ids;
}

describe('the audit', () => {
  it('is listed to its last page, with the same filter', async () => {
    const script = scripted([page(['c', 'b'], 'after-b'), page([], 'after-x'), page(['a'])]);
    const filter = { actor: 'ops@acme.example', action: 'retry', target: 'lead-1', pageSize: 2 };
    const since = new Date('2026-03-01T10:00:00+01:00');
    expect(await idsOf(script.operator.audit.list({ ...filter, since }))).toEqual(['c', 'b', 'a']);
    const asText = { ...filter, pageSize: '2', since: '2026-03-01T09:00:00.000Z' };
    expect(script.requests.map(({ url }) => Object.fromEntries(new URL(url).searchParams))).toEqual([
      asText,
      { ...asText, pageToken: 'after-b' },
      { ...asText, pageToken: 'after-x' },
    ]);
  });

  it('goes on where another list ended, and reads no page further than it is asked for', async () => {
    const script = scripted([page(['b'], 'after-b'), page(['a'])]);
    for await (const { nextPageToken } of script.operator.audit.pages({ pageToken: 'after-c' })) {
      expect(nextPageToken).toBe('after-b');
      break;
    }
    expect(script.requests.map(({ url }) => url)).toEqual([
      'https://gateway.test/v1/audit?pageToken=after-c',
    ]);
  });
});

describe('a retry', () => {
  it('says why it is asked for, and nothing where nothing is said', async () => {
    const script = scripted([answer(202, JOB.retried)]);
    await script.gateway.jobs.retry('lead-1', { reason: 'Ticket OPS-311' });
    await script.gateway.jobs.retry('lead-1');
    expect(script.requests.map(({ body }) => body)).toEqual(['{"reason":"Ticket OPS-311"}', undefined]);
  });
});
