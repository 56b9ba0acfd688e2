/** `enrich LIST --dry-run`, and the forecast before a run: the list is read, and nothing is sent. */
import type { ModigieGateway } from '../../../client/index.ts';
import { DONE, FAULT, INTERRUPTED } from '../../exit-codes.ts';
import type { List } from '../../lists/open-list.ts';
import { visible } from '../../output/printable.ts';
import { createProgress } from '../../output/progress.ts';
import { type Lead, leadsOf } from '../leads.ts';
import { mergeDuplicates } from '../merge-duplicates.ts';
import { forecastList } from './forecast-list.ts';
import { forecastText } from './forecast-text.ts';
import type { ListForecast } from './list-forecast.ts';

export interface ForecastRun {
  readonly client: ModigieGateway;
  readonly jobType: string;
  readonly sample?: number | undefined;
  /** Whether rows about the same person are sent once. */
  readonly mergeDuplicates?: boolean | undefined;
  /** Whether leads that ended without a result are sent again. */
  readonly retry?: boolean | undefined;
  readonly signal: AbortSignal;
}

/**
 * @returns undefined when the signal aborts first
 * @throws as `forecastList` does
 */
export async function forecastWithProgress(list: List, run: ForecastRun): Promise<ListForecast | undefined> {
  const progress = createProgress(list.size, process.stderr);
  async function* counted(): AsyncGenerator<Lead> {
    let rows = 0;
    const all = leadsOf(list, run.jobType);
    for await (const lead of run.mergeDuplicates ? mergeDuplicates(all) : all) {
      rows += 1;
      progress.update(lead.row.bytes, rows);
      yield lead;
    }
  }
  try {
    return await forecastList(counted(), run);
  } catch (error) {
    if (run.signal.aborted) return undefined;
    throw error;
  } finally {
    progress.stop();
  }
}

/** @returns the exit code */
export async function tellForecast(
  list: List,
  { json = false, ...run }: ForecastRun & { readonly json?: boolean | undefined },
): Promise<number> {
  const forecast = await forecastWithProgress(list, run);
  if (forecast === undefined) return INTERRUPTED;
  const told = forecast.json(run.retry);
  const text = json ? JSON.stringify(told) : forecastText(told);
  process.stdout.write(`${visible(text, { keepLines: true })}\n`);
  return forecast.hasValid ? DONE : FAULT;
}
