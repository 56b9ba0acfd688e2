import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Enriched, enrichLeads } from '../../cli/enrich/enrich-leads.ts';
import { openLeads } from '../../cli/enrich/leads.ts';
import { RESULT_COLUMNS, resultRow } from '../../cli/enrich/results.ts';
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
async function enrich(bytes: Buffer): Promise<{ rows: Enriched[]; error: unknown }> {
  const path = join(folder, 'leads.csv');
  await writeFile(path, bytes);
  const clock = new VirtualClock(START);
  const stack = createEmbeddedStack({
    clock,
    timing: REALISTIC,
    misbehaviour: ORDINARY,
    telemetry: SILENT,
    sweepEveryMs: 60_000,
  });
  const outside = clock.outside();
  const client = inProcessGateway((request) => clock.during(() => stack.api(request)), outside);
  const rows: Enriched[] = [];
  try {
    const { header, leads } = await openLeads(path, requirementsOf('enrichMobile'));
    const options = {
      client,
      clock: outside,
      jobType: 'enrichMobile',
      header,
      concurrency: 50,
      maxPollMs: 300_000,
      signal: new AbortController().signal,
    };
    for await (const enriched of enrichLeads(leads, options)) {
      expect(resultRow(enriched, header.length)).toHaveLength(header.length + RESULT_COLUMNS.length);
      rows.push(enriched);
    }
    return { rows, error: undefined };
  } catch (error) {
    return { rows, error };
  } finally {
    stack.stop();
  }
}

const outcomeOf = (rows: readonly Enriched[], id: string) => {
  const row = rows.find(({ lead }) => lead.cells[0] === id);
  return row?.kind === 'done' ? row.job.status : row?.kind;
};

describe('a hostile list of leads', () => {
  it('loses no good row before or beside what is wrong, and says what is', async () => {
    const cell = fc.oneof(
      text,
      fc.constantFrom('"', '""', 'a"b', ',', '\r', ';', '=', 'a=b;c', '\u2028', 'x'.repeat(5_000)),
    );
    const row = fc.oneof(
      fc.array(cell, { maxLength: 8 }).map((cells) => Buffer.from(`${cells.join(',')}\n`)),
      fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from([...array, 0x0a])),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 4 }), async (bad) => {
        const { rows, error } = await enrich(
          Buffer.concat([Buffer.from(HEADER + good('before')), ...bad, Buffer.from(good('after'))]),
        );
        if (error !== undefined) expect(error).toBeInstanceOf(UserError);
        expect(outcomeOf(rows, 'before')).toBe('completed');
        // A quote that is never closed takes in what follows it.
        if (!Buffer.concat(bad).includes('"')) expect(outcomeOf(rows, 'after')).toBe('completed');
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
