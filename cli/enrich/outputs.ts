/** The files that a run writes: results, and rejects where they are asked for. */
import type { List } from '../lists/open-list.ts';
import { UserError } from '../output/user-error.ts';
import type { Enriched } from './enrich-leads.ts';
import { type OutputTarget, outputAt, STANDARD_OUTPUT } from './output-target.ts';
import { isReject, REASON_COLUMN, rejectRow } from './rejects.ts';
import { resultLayout } from './result-columns.ts';
import { resultRow } from './results.ts';
import { ResultsFile } from './results-file.ts';

interface OutputOptions {
  readonly out: string;
  readonly rejects?: string | undefined;
  readonly force?: boolean | undefined;
  readonly excel?: boolean | undefined;
}

export interface Outputs {
  /** Whether results or rejects go to standard output, which then is for nothing else. */
  readonly isOnStdout: boolean;
  /** The path of the results; undefined where they are a stream. */
  readonly resultsPath: string | undefined;
  write(leads: readonly Enriched[]): Promise<void>;
  /** All is written. */
  finish(): Promise<void>;
  /** Closes what is open. @returns where everything is, whole or not, for the user */
  told(): Promise<string>;
}

/**
 * @param input the path of the list
 * @throws UserError when the list, or another file, would be destroyed
 */
export async function openOutputs(input: string, list: List, options: OutputOptions): Promise<Outputs> {
  const { out, rejects, force = false, excel = false } = options;
  const form = { separator: list.separator, excel };
  const { carried, names } = resultLayout(list.header);
  const target = await outputAt(out, { input, force });
  const other = rejects === undefined ? undefined : await outputAt(rejects, { input, force });
  if (other?.identity === target.identity)
    throw new UserError('--rejects and --out are the same file: name another one.');
  const results = new ResultsFile(target, { form, header: names });
  const foreign = carried.map((place) => list.header[place] ?? '');
  const rejected = other && new ResultsFile(other, { form, header: [...foreign, REASON_COLUMN] });
  let isWhole = false;
  return {
    isOnStdout: [target, other].some((one) => one?.path === STANDARD_OUTPUT),
    resultsPath: target.isStream ? undefined : target.path,
    async write(leads) {
      await results.write(leads.map((lead) => resultRow(lead, carried)));
      await rejected?.write(leads.filter(isReject).map((lead) => rejectRow(lead, carried)));
    },
    async finish() {
      await results.finish();
      await rejected?.finish();
      isWhole = true;
    },
    async told() {
      if (isWhole) return `${where('Results', target, out)}${where('To correct', other, rejects)}`;
      const left = [await results.leave(), await rejected?.leave()].filter((path) => path !== undefined);
      if (left.length === 0) return '';
      const old = target.isThere && !target.isStream ? `; ${out} is as it was` : '';
      return `What was finished is in ${left.join(' and ')}${old}.\n`;
    },
  };
}

/** Of standard output there is nothing to tell. */
function where(what: string, target: OutputTarget | undefined, path: string | undefined): string {
  return target === undefined || target.path === STANDARD_OUTPUT ? '' : `${what}: ${path}\n`;
}
