/** `enrich FILE.csv`: the whole main job, embedded or against a running gateway. */
import type { WriteStream } from 'node:fs';
import { requirementsOf } from '../../shared/protocol/job-types.ts';
import { createProgress } from '../output/progress.ts';
import { inUserWords } from '../remote-gateway.ts';
import { enrichLeads } from './enrich-leads.ts';
import { asText } from './formula-cells.ts';
import { type LeadFile, openLeads } from './leads.ts';
import { RESULT_COLUMNS, resultRow } from './results.ts';
import { closeResults, openResults, writeRow } from './results-file.ts';
import { Summary } from './summary.ts';
import { embedded, remote, type Target } from './target.ts';

export interface EnrichOptions {
  /** The file that the results are written to. */
  readonly out: string;
  /** Of a job type that is not known here the gateway alone knows what it requires. */
  readonly jobType: string;
  /** The address of a running gateway; embedded when absent. */
  readonly gateway?: string | undefined;
  readonly query?: string | undefined;
  readonly token?: string | undefined;
  readonly googleIdentity?: boolean | undefined;
  /** Leads at work at once. */
  readonly concurrency: number;
  /** Whether cells that a spreadsheet would take for formulas are written as they are. */
  readonly keepFormulas: boolean;
  /** Embedded only: whether messages get lost, late and repeated. */
  readonly chaos: boolean;
}

/** Exit code after Ctrl-C: 128 + SIGINT. */
const INTERRUPTED = 130;

/**
 * Sends a list of leads through a gateway, and writes what came of each.
 * @param signal when it aborts, what is finished is written, and nothing else
 * @returns the exit code
 * @throws UserError when a file cannot be read or written, or the gateway cannot be reached
 */
export async function enrich(path: string, options: EnrichOptions, signal: AbortSignal): Promise<number> {
  const { jobType, gateway, query, token, googleIdentity, chaos } = options;
  const file = await openLeads(path, requirementsOf(jobType));
  const out = await openResults(options.out, path);
  const target = gateway === undefined ? embedded(chaos) : remote({ gateway, query, token, googleIdentity });
  const startedAt = performance.now();
  const summary = new Summary();
  try {
    await enrichFile(file, out, { ...options, ...target, signal, summary });
  } catch (error) {
    throw inUserWords(error, target.name);
  } finally {
    target.stop();
    await closeResults(out);
    process.stdout.write(`${summary.text(performance.now() - startedAt)}\nResults: ${options.out}\n`);
  }
  if (!signal.aborted) return 0;
  const again = gateway === undefined ? 'begins anew' : 'requests nothing twice, and goes on';
  process.stdout.write(`Interrupted: what was finished is written. The same command again ${again}.\n`);
  return INTERRUPTED;
}

type Run = EnrichOptions & Target & { readonly signal: AbortSignal; readonly summary: Summary };

async function enrichFile({ header, bytes, leads }: LeadFile, out: WriteStream, run: Run): Promise<void> {
  const progress = createProgress(bytes, process.stderr);
  try {
    const write = (row: readonly string[]) => writeRow(out, run.keepFormulas ? row : row.map(asText));
    await write([...header, ...RESULT_COLUMNS]);
    for await (const enriched of enrichLeads(leads, { ...run, header })) {
      await write(resultRow(enriched, header.length));
      run.summary.add(enriched);
      progress.update(enriched.lead.bytes, run.summary.leads);
    }
  } finally {
    progress.stop();
  }
}
