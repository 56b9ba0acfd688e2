import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrichLeads } from '../../cli/enrich/enrich-leads.ts';
import type { Enriched } from '../../cli/enrich/enriched-lead.ts';
import { leadsOf } from '../../cli/enrich/leads.ts';
import { resultLayout } from '../../cli/enrich/result-columns.ts';
import { resultRow } from '../../cli/enrich/results.ts';
import { openList } from '../../cli/lists/open-list.ts';
import { UserError } from '../../cli/output/user-error.ts';
import { VirtualClock } from '../../local/clock.ts';
import { ORDINARY } from '../../local/misbehaviour.ts';
import { createEmbeddedStack } from '../../local/stacks/embedded-stack.ts';
import { inProcessGateway } from '../../local/stacks/in-process-gateway.ts';
import { REALISTIC } from '../../local/synthetic-repository/repository.ts';
import { requirementsOf } from '../../shared/protocol/job-types.ts';
import { SILENT } from '../../shared/telemetry/log-events.ts';
import { START } from '../fixtures.ts';
import { runs, text } from './arbitraries.ts';

const HEADER = 'id,firstName,lastName,company,email,tags\n';
const good = (id: string) => `${id},Ann,Lee,Acme,ann@acme.example,team=emea\n`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs `enrich` on a file of these bytes. */
async function enrich(bytes: Buffer, encoding?: string): Promise<{ rows: Enriched[]; error: unknown }> {
  const path = join(folder, 'leads.csv');
  await writeFile(path, bytes);
  const clock = new VirtualClock(START);
  const quietly = { misbehaviour: ORDINARY, telemetry: SILENT, sweepEveryMs: 60_000 };
  const stack = createEmbeddedStack({ clock, timing: REALISTIC, ...quietly });
  const outside = clock.outside();
  const client = inProcessGateway((request) => clock.during(() => stack.api(request)), outside);
  const rows: Enriched[] = [];
  try {
    const list = await openList(path, { requirements: requirementsOf('enrichMobile'), encoding });
    const { carried, names } = resultLayout(list.header);
    const { signal } = new AbortController();
    const run = { concurrency: 50, polls: { shortestMs: 250, longestMs: 300_000 } };
    const leads = leadsOf(list, 'enrichMobile');
    for await (const enriched of enrichLeads(leads, { client, clock: outside, ...run, signal })) {
      for (const one of enriched) expect(resultRow(one, carried)).toHaveLength(names.length);
      rows.push(...enriched);
    }
    return { rows, error: undefined };
  } catch (error) {
    return { rows, error };
  } finally {
    stack.stop();
  }
}

const outcomeOf = (rows: readonly Enriched[], id: string) => {
  const row = rows.find((one) => one.row.cells[0] === id);
  return row?.kind === 'done' ? row.job.status : row?.kind;
};

/** Cells as people, programs and enemies leave them, and such as break a row in two. */
const cell = fc.oneof(
  text,
  fc.constantFrom('"', '""', 'a"b', '"a', 'b"', '"a\nb"', ',', '\r', ';', '=', 'a=b;c', '\u2028'),
  fc.constant('x'.repeat(5_000)),
);
const row = fc.array(cell, { maxLength: 8 }).map((cells) => Buffer.from(`${cells.join(',')}\n`));
const bytesOfRow = fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from([...array, 0x0a]));

describe('a hostile list of leads', () => {
  it('loses no good row before, between or after what is wrong, and says what is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(row, bytesOfRow), { maxLength: 4 }), async (bad) => {
        const between = bad.flatMap((one, i) => [one, Buffer.from(good(`good-${i}`))]);
        const bytes = Buffer.concat([Buffer.from(HEADER + good('before')), ...between]);
        const { rows, error } = await enrich(bytes, 'utf-8');
        expect(error).toBeUndefined();
        const ids = ['before', ...bad.map((_, i) => `good-${i}`)];
        expect(ids.map((id) => outcomeOf(rows, id))).toEqual(ids.map(() => 'completed'));
        expect(rows.every((one) => one.kind === 'done' || one.reason.length > 0)).toBe(true);
      }),
      runs(0.05),
    );
  }, 600_000);

  it('that is no list at all is refused in one line', async () => {
    const junk = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)),
      text.map((line) => Buffer.from(line)),
    );
    await fc.assert(
      fc.asyncProperty(junk, async (bytes) => {
        const { rows, error } = await enrich(bytes);
        expect(rows).toEqual([]);
        expect(error).toBeInstanceOf(UserError);
      }),
      runs(0.05),
    );
  }, 600_000);
});
