/** A list through the whole of `enrich`, in this process: who is sent, who is not, and the results. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { embedded } from '../../cli/enrich/embedded-target.ts';
import { enrichLeads } from '../../cli/enrich/enrich-leads.ts';
import type { Enriched } from '../../cli/enrich/enriched-lead.ts';
import { leadsOf } from '../../cli/enrich/leads.ts';
import { openOutputs } from '../../cli/enrich/outputs.ts';
import { linesOf } from '../../cli/enrich/results.ts';
import { type ListOptions, openList } from '../../cli/lists/open-list.ts';
import { UserError } from '../../cli/output/user-error.ts';
import { requirementsOf } from '../../shared/protocol/job-types.ts';

export interface ListRun {
  /** People who were asked for, as `first last @ company`, in the order of the list. */
  readonly sent: readonly string[];
  /** Each as `line(s): reason`. */
  readonly notSent: readonly string[];
  /** Results as an ordinary reader of CSV has them, the header first. */
  readonly results: readonly (readonly string[])[];
  readonly notes: readonly string[];
  /** Why it is no list; all else is empty then. */
  readonly refused: string | undefined;
}

const NOTHING = { sent: [], notSent: [], results: [], notes: [] };

/** Runs the list of these bytes. @param options how a person says that it is to be read */
export async function runList(bytes: Buffer | string, options: Partial<ListOptions> = {}): Promise<ListRun> {
  const folder = await mkdtemp(join(tmpdir(), 'list-'));
  try {
    await writeFile(join(folder, 'list'), bytes);
    return await run(folder, options);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ...NOTHING, refused: error.message };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function run(folder: string, options: Partial<ListOptions>): Promise<ListRun> {
  const [input, out] = [join(folder, 'list'), join(folder, 'results')];
  const jobType = 'enrichMobile';
  const list = await openList(input, { requirements: requirementsOf(jobType), ...options });
  const outputs = await openOutputs(input, list, { out, force: false, excel: false });
  const target = embedded(false);
  const rows: Enriched[] = [];
  try {
    const { signal } = new AbortController();
    const running = { ...target, concurrency: 500, signal };
    for await (const enriched of enrichLeads(leadsOf(list, jobType), running)) {
      rows.push(...enriched);
      await outputs.write(enriched);
    }
    await outputs.finish();
  } finally {
    target.stop();
  }
  const results: string[][] = parse(await readFile(out), { delimiter: list.separator });
  return {
    sent: rows.flatMap((row) => (row.kind === 'done' ? [personOf(row)] : [])),
    notSent: rows.flatMap((row) => (row.kind === 'done' ? [] : [`${linesOf(row.row)}: ${row.reason}`])),
    results,
    notes: list.notes,
    refused: undefined,
  };
}

function personOf({ job }: Enriched & { readonly kind: 'done' }): string {
  const { person, employment } = (job.job as { payload: SentPayload }).payload;
  return `${person.firstName} ${person.lastName} @ ${employment.company.title}`;
}

interface SentPayload {
  readonly person: { readonly firstName: string; readonly lastName: string };
  readonly employment: { readonly company: { readonly title: string } };
}
