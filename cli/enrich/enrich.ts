/** `enrich LIST`: the whole main job, embedded or against a running gateway. */
import { basename } from 'node:path';
import { unlessAborted } from '../../client/retries.ts';
import type { Crm } from '../../shared/digest/digest-policy.ts';
import { requirementsOf } from '../../shared/protocol/job-types.ts';
import { DONE, FAULT, INTERRUPTED, OUTPUT_CLOSED, SOME_NOT_SENT, SOME_UNKNOWN } from '../exit-codes.ts';
import { inUserWords } from '../failed-calls.ts';
import type { ColumnChoice } from '../lists/columns.ts';
import { type List, openList } from '../lists/open-list.ts';
import { STANDARD_INPUT } from '../lists/source.ts';
import { readDigestPolicy } from '../options/digest-option.ts';
import { type Ask, personAtTerminal } from '../output/ask.ts';
import { visible } from '../output/printable.ts';
import { createProgress } from '../output/progress.ts';
import { enrichLeads, type Waiting } from './enrich-leads.ts';
import type { Enriched } from './enriched-lead.ts';
import { forecastWithProgress, tellForecast } from './forecast/run-forecast.ts';
import { isConfirmed, requireAsk } from './forecast/send-question.ts';
import { type Lead, leadsOf } from './leads.ts';
import { mergeDuplicates } from './merge-duplicates.ts';
import { openTarget, withTarget } from './open-target.ts';
import { STANDARD_OUTPUT } from './output-target.ts';
import { type Outputs, openOutputs } from './outputs.ts';
import { beginRetrying, NOT_RETRYING, type Retrying } from './retrying.ts';
import type { Patching } from './row-patches.ts';
import { rowRecords } from './row-records.ts';
import { Summary } from './summary.ts';
import { type Destination, isEmbedded, type Target } from './target.ts';
import { enrichInThreads } from './threads/enrich-in-threads.ts';
import { threadCount } from './threads/thread-count.ts';
import { OutputClosed } from './whole-file.ts';

/** The job type that is requested where none is named. */
export const DEFAULT_JOB_TYPE = 'enrichMobile';

export interface EnrichOptions extends Destination {
  /** The file that the results are written to; named after the list when absent. */
  readonly out?: string | undefined;
  /** The file for rows that need correction; none when absent. */
  readonly rejects?: string | undefined;
  /** Whether files that are no results may be replaced. */
  readonly force?: boolean | undefined;
  /** The CRM for whose records patches are written beside the results; none when absent. */
  readonly patch?: Crm | undefined;
  /** The name of the column with the IDs of those records; the column id when absent. */
  readonly recordId?: string | undefined;
  /** Their policy, a file; the default one when absent. */
  readonly digest?: string | undefined;
  /** Of a job type that is not known here the gateway alone knows what it requires. */
  readonly jobType: string;
  readonly map?: ColumnChoice | undefined;
  readonly delimiter?: string | undefined;
  readonly encoding?: string | undefined;
  /** Whether leads that ended without a result in an earlier run are sent again. */
  readonly retry?: boolean | undefined;
  /** Leads at work at once; as many as suit the target when absent. */
  readonly concurrency?: number | undefined;
  /** Whether rows about the same person are sent once. */
  readonly mergeDuplicates?: boolean | undefined;
  readonly excel?: boolean | undefined;
  readonly json?: boolean | undefined;
  /** Whether a run that may be charged is not asked about before. */
  readonly yes?: boolean | undefined;
  /** Whether it is only told what would become of the list. */
  readonly dryRun?: boolean | undefined;
  /** Of a dry run: how many rows are asked about, for which the others stand; all when absent. */
  readonly sample?: number | undefined;
  /** Embedded only: threads that share the work; when absent, as many as the list is worth. */
  readonly threads?: number | undefined;
  /** Embedded only: whether messages get lost, late and repeated. */
  readonly chaos?: boolean | undefined;
}

/**
 * Sends a list of leads through a gateway, and writes what came of each.
 * @param path of the list, or `-` for standard input
 * @param signal when it aborts, what is finished is written, and nothing else
 * @returns the exit code
 * @throws UserError when a file cannot be read or written, or the gateway cannot be reached
 */
export async function enrich(path: string, options: EnrichOptions, signal: AbortSignal): Promise<number> {
  const patching = await patchingOf(options);
  const ask = needsQuestion(options) ? await requireAsk({ path, ask: personAtTerminal(signal) }) : undefined;
  const list = await openUnlessAborted(path, options, signal);
  if (list === undefined) return INTERRUPTED;
  // A dry run opens no outputs, and tells all the same what would be refused.
  if (patching) rowRecords(list, patching);
  if (options.dryRun) return dryRun(list, options, signal);
  const outputs = await openOutputs(path, list, { ...outputOptions(path, options), patching });
  tellNotes(list);
  if (ask && !(await isWanted(path, options, { ask, signal }))) return notSent(signal);
  const run = await beginRun(list, outputs, { ...options, signal });
  if (run === undefined) return notSent(signal);
  const startedAt = performance.now();
  try {
    await enrichList(list, outputs, run);
    run.target?.broken?.throwIfAborted();
  } catch (error) {
    if (error instanceof OutputClosed) return OUTPUT_CLOSED;
    run.target?.broken?.throwIfAborted();
    throw inUserWords(error, { ...options, retriesBy: '--retry' });
  } finally {
    await run.target?.stop();
    await tell(outputs, run, performance.now() - startedAt);
  }
  return exitCodeOf(run);
}

/** @returns the exit code */
function notSent(signal: AbortSignal): number {
  process.stderr.write('Nothing was sent.\n');
  return signal.aborted ? INTERRUPTED : FAULT;
}

/** @returns what a failure comes to: nothing where the signal has brought it about */
function unless(signal: AbortSignal): (error: unknown) => undefined {
  return (error) => {
    if (!signal.aborted) throw error;
    return undefined;
  };
}

function exitCodeOf({ signal, summary }: Run): number {
  if (signal.aborted) return INTERRUPTED;
  if (summary.open > 0) return SOME_UNKNOWN;
  return summary.skipped > 0 ? SOME_NOT_SENT : DONE;
}

/** An embedded run is charged by nobody. */
function needsQuestion(options: EnrichOptions): boolean {
  return !isEmbedded(options) && !options.yes && !options.dryRun;
}

/** @returns the exit code */
function dryRun(list: List, options: EnrichOptions, signal: AbortSignal): Promise<number> {
  tellNotes(list);
  return withTarget(options, signal, ({ client }) => tellForecast(list, { ...options, client, signal }));
}

interface Asking {
  readonly ask: Ask;
  readonly signal: AbortSignal;
}

/** @returns whether the list is to be sent, after its forecast; it is opened once more for that */
async function isWanted(path: string, options: EnrichOptions, { ask, signal }: Asking): Promise<boolean> {
  const list = await openUnlessAborted(path, options, signal);
  if (list === undefined) return false;
  const forecast = await withTarget(options, signal, ({ client }) =>
    forecastWithProgress(list, { ...options, sample: undefined, client, signal }),
  );
  if (forecast === undefined) return false;
  const tell = (text: string) => void process.stderr.write(`${visible(text, { keepLines: true })}\n`);
  return isConfirmed(forecast, { ask, tell, retry: options.retry ?? false });
}

function tellNotes({ notes }: List): void {
  for (const note of notes) process.stderr.write(`${note}\n`);
}

/** A pipe may say nothing for as long as it likes. @returns undefined when the signal aborts first */
async function openUnlessAborted(
  path: string,
  { jobType, config, map: chosen, delimiter: separator, encoding }: EnrichOptions,
  signal: AbortSignal,
): Promise<List | undefined> {
  const requirements = config?.jobTypes.get(jobType)?.requirements ?? requirementsOf(jobType);
  try {
    return await unlessAborted(openList(path, { requirements, chosen, separator, encoding }), signal);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

async function patchingOf({ patch, digest, recordId }: EnrichOptions): Promise<Patching | undefined> {
  return patch && { crm: patch, policy: await readDigestPolicy(digest), recordId };
}

/** An embedded gateway knows no earlier run. */
async function retryingOf(options: EnrichOptions, { resultsPath }: Outputs): Promise<Retrying> {
  if (!options.retry || isEmbedded(options)) return NOT_RETRYING;
  const retrying = await beginRetrying(resultsPath, Date.now());
  if (retrying.note !== undefined) process.stderr.write(`${retrying.note}\n`);
  return retrying;
}

interface Begun extends EnrichOptions {
  readonly signal: AbortSignal;
}

interface Run extends Begun {
  /** Undefined where threads share the work: each has a gateway of its own. */
  readonly target: Target | undefined;
  readonly threads: number;
  readonly retrying: Retrying;
  readonly summary: Summary;
}

/** @returns undefined when the signal aborts first */
async function beginRun(list: List, outputs: Outputs, options: Begun): Promise<Run | undefined> {
  const { signal } = options;
  const { patchCounts } = outputs;
  const threads = threadCount(list.size, options);
  if (threads > 1) {
    const summary = new Summary(Date.now(), patchCounts);
    return { ...options, target: undefined, threads, retrying: NOT_RETRYING, summary };
  }
  const target = await openTarget(options, { isToBegin: true, signal }).catch(unless(signal));
  if (target === undefined) return undefined;
  // A run that is refused has not begun, and leaves nothing to go on with.
  const retrying = await retryingOf(options, outputs).catch(async (error: unknown) => {
    await target.stop();
    throw error;
  });
  return {
    ...options,
    target,
    threads,
    retrying,
    signal: target.broken ? AbortSignal.any([signal, target.broken]) : signal,
    summary: new Summary(target.clock.now(), patchCounts),
  };
}

async function tell(outputs: Outputs, run: Run, elapsedMs: number): Promise<void> {
  const { json, summary, signal, target, retrying } = run;
  const talk = outputs.isOnStdout ? process.stderr : process.stdout;
  const told = json ? JSON.stringify(summary.json(elapsedMs)) : summary.text(elapsedMs);
  // Statuses and reasons are a gateway's words.
  talk.write(`${visible(told, { keepLines: true })}\n`);
  const where = json ? process.stderr : talk;
  where.write(await outputs.told());
  if (!signal.aborted) return;
  const does = isEmbedded(run) ? 'begins anew' : 'requests nothing twice, and goes on';
  const ended = target?.broken?.aborted ? 'Broken off' : 'Interrupted';
  where.write(`${ended}. T${retrying.again.slice(1)} ${does}.\n`);
}

/** By default invented results go where no others are: none that was paid for is lost with those before. */
function outputOptions(path: string, options: EnrichOptions) {
  const { out = defaultOut(path, options) } = options;
  return { ...options, out, isInvented: isEmbedded(options) && options.out === undefined };
}

/**
 * In the folder where the user stands. Embedded results are invented, and take the place of no others. A list
 * from a pipe has no name that results could be known by.
 */
function defaultOut(path: string, { jobType, ...destination }: EnrichOptions): string {
  if (path === STANDARD_INPUT || /^\/(?:dev|proc)\//.test(path)) return STANDARD_OUTPUT;
  const name = basename(path)
    .replace(/\.gz$/i, '')
    .replace(/\.(?:csv|tsv|txt)$/i, '');
  const kind = isEmbedded(destination) ? 'synthetic-results' : 'results';
  return [name, ...(jobType === DEFAULT_JOB_TYPE ? [] : [jobType]), kind, 'csv'].join('.');
}

async function enrichList(list: List, outputs: Outputs, run: Run): Promise<void> {
  const progress = createProgress(list.size, process.stderr);
  const onWaiting = (waiting: Waiting) => {
    run.summary.atWork = waiting.leads;
    if (!isEmbedded(run)) progress.waiting(waiting);
  };
  try {
    const all = leadsOf(list, run.jobType);
    const leads = run.mergeDuplicates ? mergeDuplicates(all) : all;
    for await (const ended of enriching(leads, { ...run, onWaiting })) {
      for (const lead of await outputs.write(ended)) run.summary.add(lead);
      const last = ended.at(-1);
      if (last) progress.update(last.row.bytes, run.summary.leads);
    }
    if (run.signal.aborted) return;
    await outputs.finish();
    if (run.summary.open === 0) await run.retrying.finish();
  } finally {
    progress.stop();
  }
}

/** @returns the leads in their order, as many at a time as have ended */
function enriching(
  leads: AsyncIterable<Lead>,
  { target, ...run }: Run & { readonly onWaiting: (waiting: Waiting) => void },
): AsyncIterable<readonly Enriched[]> {
  if (!target) return enrichInThreads(leads, run);
  return enrichLeads(leads, { ...run, ...target, concurrency: run.concurrency ?? target.concurrency });
}
