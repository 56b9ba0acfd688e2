import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { embedded } from '../../../../cli/enrich/embedded-target.ts';
import { enrichLeads } from '../../../../cli/enrich/enrich-leads.ts';
import type { Enriched } from '../../../../cli/enrich/enriched-lead.ts';
import { leadsOf } from '../../../../cli/enrich/leads.ts';
import { mergeDuplicates, untakenAs } from '../../../../cli/enrich/merge-duplicates.ts';
import type { Target } from '../../../../cli/enrich/target.ts';
import { columnsOf } from '../../../../cli/lists/columns.ts';
import type { Row } from '../../../../cli/lists/open-list.ts';
import { GatewayError, type Submission } from '../../../../client/index.ts';

const HEADER = ['id', 'firstName', 'lastName', 'company', 'email', 'linkedInUrl'];
const LIST = { header: HEADER, columns: columnsOf(HEADER) };
const USER = 'https://www.linkedin.com/in/ann';

let target: Target;
beforeEach(() => {
  target = embedded(false, true);
});
afterEach(() => target.stop());

const row = (id: string, { email = '', user = '', lastName = 'Lee', company = 'Acme' } = {}): Row => ({
  line: 2,
  lastLine: 2,
  bytes: 0,
  cells: [id, 'Ann', lastName, company, email, user],
});

async function* from(rows: readonly Row[]) {
  yield* rows;
}

const merged = (rows: readonly Row[]) =>
  mergeDuplicates(leadsOf({ ...LIST, rows: from(rows) }, 'enrichMobile'));

/** @returns of each row the name of the first row that it is a duplicate of; its own ID where it is sent */
async function sentAs(...rows: readonly Row[]): Promise<string[]> {
  const names: string[] = [];
  for await (const { submission, duplicateOf } of merged(rows))
    names.push(duplicateOf ? `as ${duplicateOf.name}` : (submission?.requestId ?? 'not'));
  return names.map((name) => name.replace('_enrichMobile_1', ''));
}

describe('a row about the same person', () => {
  it('is not sent, whether the address or the LinkedIn user is the same, however it is written', async () => {
    expect(
      await sentAs(
        row('a', { email: 'Ann@Acme.example', user: USER }),
        row('b', { email: 'ann@acme.example', company: 'ACME' }),
        row('c', { user: 'linkedin.com/in/Ann/', lastName: 'Lee-Jones' }),
        row('d', { email: 'bo@acme.example' }),
      ),
    ).toEqual(['a', 'as a', 'as a', 'd']);
  });

  it('is known by a row that was merged before', async () => {
    const both = row('b', { email: 'a@x.example', user: USER });
    expect(await sentAs(row('a', { email: 'a@x.example' }), both, row('c', { user: USER }))).toEqual([
      'a',
      'as a',
      'as a',
    ]);
  });

  it('is sent where it is another person or another question, or where nothing tells', async () => {
    const email = 'info@acme.example';
    expect(
      await sentAs(
        row('a', { email }),
        row('b', { email, lastName: 'Berg' }),
        row('c', { email, company: 'Hollander' }),
        row('d'),
        row('e'),
      ),
    ).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('with the same ID is left to the gateway, which tells a changed row', async () => {
    expect(await sentAs(row('a', { user: USER }), row('a', { user: USER }))).toEqual(['a', 'a']);
  });

  it('that cannot be sent is told as such', async () => {
    expect(await sentAs(row(' ', { user: USER }), row('a', { user: USER }))).toEqual(['not', 'a']);
  });
});

describe('a merged list', () => {
  async function enrich(rows: readonly Row[]): Promise<Enriched[]> {
    const enriched: Enriched[] = [];
    const options = { ...target, concurrency: 100, signal: new AbortController().signal };
    for await (const group of enrichLeads(merged(rows), options)) enriched.push(...group);
    return enriched;
  }

  it('has for each row the result of the first, however long after its end', {
    timeout: 60_000,
  }, async () => {
    const others = Array.from({ length: 900 }, (_, i) => row(`other-${i}`));
    const enriched = await enrich([
      row('a', { user: USER }),
      row('b', { user: USER }),
      ...others,
      row('c', { user: USER }),
    ]);
    const [first, second] = enriched;
    const last = enriched.at(-1);
    expect(enriched).toHaveLength(903);
    expect(first).toMatchObject({ kind: 'done', job: { status: 'completed' }, duplicateOf: undefined });
    for (const duplicate of [second, last])
      expect(duplicate).toMatchObject({
        kind: 'done',
        requestId: first?.requestId,
        duplicateOf: { name: 'a' },
        job: { requestId: first?.requestId, status: 'completed', job: expect.any(Object) },
      });
    expect((await target.client.jobs.getMany(['b_enrichMobile_1']))[0]).toBeNull();
  });

  it.each([
    [429, 'over-budget', 'skipped'],
    [503, 'unavailable', 'open'],
  ] as const)('tells of each row that the first was answered %i', async (status, type, kind) => {
    const { client } = target;
    const problem = { status, type, title: 'No', detail: 'There is no room.' };
    const error = new GatewayError({ ...problem, problem });
    async function* refused(submissions: Iterable<Submission>) {
      for (const submission of submissions) yield { ok: false, submission, error };
    }
    Object.assign(client.jobs, { submitMany: refused });
    const [first, second] = await enrich([row('a', { user: USER }), row('b', { user: USER })]);
    expect([first, second]).toMatchObject([
      { kind, requestId: 'a_enrichMobile_1' },
      { kind, reason: expect.stringMatching(/^is the same person as a, of which: /) },
    ]);
  });
});

describe('a first row', () => {
  it('that was taken says nothing of the others', () => {
    expect(untakenAs({ requestId: 'r', name: 'a' })).toBeUndefined();
  });
});
