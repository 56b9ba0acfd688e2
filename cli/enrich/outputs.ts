/** The files that a run writes: results, and rejects and patches where they are asked for. */
import type { List } from '../lists/open-list.ts';
import { UserError } from '../output/user-error.ts';
import { EarlierResults } from './earlier-results.ts';
import type { Enriched } from './enriched-lead.ts';
import { type OutputTarget, outputAt, STANDARD_OUTPUT } from './output-target.ts';
import { openPatchesFile } from './patches-file.ts';
import { isReject, REASON_COLUMN, rejectRow } from './rejects.ts';
import { ownPlaces, resultLayout } from './result-columns.ts';
import { type Recalled, resultRow } from './results.ts';
import { ResultsFile } from './results-file.ts';
import type { PatchCounts, Patching } from './row-patches.ts';

interface OutputOptions {
  readonly out: string;
  readonly rejects?: string | undefined;
  readonly force?: boolean | undefined;
  readonly excel?: boolean | undefined;
  /** Whether results that may be there are invented, and nothing is lost with them. */
  readonly isInvented?: boolean | undefined;
  /** For which CRM patches are written; none when absent. */
  readonly patching?: Patching | undefined;
}

export interface Outputs {
  /** Whether results or rejects go to standard output, which then is for nothing else. */
  readonly isOnStdout: boolean;
  /** The path of the results; undefined where they are a stream. */
  readonly resultsPath: string | undefined;
  /** Rows so far by what became of their patch; undefined where none are written. */
  readonly patchCounts: PatchCounts | undefined;
  /** @returns the leads as they are written: with what is kept of the results before */
  write(leads: readonly Enriched[]): Promise<readonly Recalled[]>;
  /** All is written. @throws UserError when results that are there would be gone; they stay */
  finish(): Promise<void>;
  /** Closes what is open. @returns where everything is, whole or not, for the user */
  told(): Promise<string>;
}

/**
 * @param input the path of the list
 * @throws UserError when the list, or another file, would be destroyed
 */
export async function openOutputs(input: string, list: List, options: OutputOptions): Promise<Outputs> {
  const { out, rejects, force = false, excel = false, isInvented = false } = options;
  const form = { separator: list.separator, excel };
  const { carried, names } = resultLayout(list.header);
  const target = await outputAt(out, { input, force });
  const other = rejects === undefined ? undefined : await outputAt(rejects, { input, force });
  if (other?.identity === target.identity)
    throw new UserError('--rejects and --out are the same file: name another one.');
  const patching = options.patching && { patching: options.patching, input, force, out, results: target };
  const patches = patching && (await openPatchesFile(list, patching));
  if (patches && patches.target.identity === other?.identity)
    throw new UserError(`--rejects and the patches are the same file, ${patches.path}: name another one.`);
  const replaced = isInvented ? undefined : replacedBy(target);
  const earlier = await EarlierResults.read(replaced, ownPlaces(list.header));
  if (other && !force) await requireNoResults(other);
  const results = new ResultsFile(target, { form, header: names });
  const foreign = carried.map((place) => list.header[place] ?? '');
  const rejected = other && new ResultsFile(other, { form, header: [...foreign, REASON_COLUMN] });
  let isWhole = false;
  return {
    isOnStdout: [target, other].some((one) => one?.path === STANDARD_OUTPUT),
    patchCounts: patches?.counts,
    resultsPath: target.isStream ? undefined : target.path,
    async write(leads) {
      const recalled: Recalled[] = [];
      for (const lead of leads) recalled.push(await earlier.recall(lead));
      await results.write(recalled.map((lead) => resultRow(lead, carried)));
      await rejected?.write(recalled.filter(isReject).map((lead) => rejectRow(lead, carried)));
      await patches?.write(recalled);
      return recalled;
    },
    async finish() {
      if (!force) await requireNoneMissing(earlier, out);
      patches?.requireNoneLost();
      await results.finish();
      await rejected?.finish();
      await patches?.finish();
      isWhole = true;
    },
    async told() {
      if (isWhole)
        return `${where('Results', target, out)}${where('To correct', other, rejects)}${where('Patches', patches?.target, patches?.path)}`;
      const files = [results, rejected, patches];
      const paths = await Promise.all(files.map((file) => file?.leave()));
      const left = paths.filter((path) => path !== undefined);
      if (left.length === 0) return '';
      const old = target.isThere && !target.isStream ? `; ${out} is as it was` : '';
      return `What was finished is in ${left.join(' and ')}${old}.\n`;
    },
  };
}

function replacedBy({ path, isThere, isStream }: OutputTarget): string | undefined {
  return isThere && !isStream ? path : undefined;
}

/** @throws UserError when completed results are in the file that the new ones have not */
async function requireNoneMissing(earlier: EarlierResults, out: string): Promise<void> {
  const { missing } = earlier;
  if (missing === 0) return;
  const others = missing === 1 ? 'is' : `and ${missing - 1} other${missing === 2 ? '' : 's'} are`;
  throw new UserError(
    `${out} is not replaced: the result on its line ${await earlier.firstMissing()} ${others} none of the new ones. ` +
      'It is of another list, or of a row that was changed or left out since. Give the same command with --out and ' +
      'another file, which requests nothing twice; or with --force, if what is there may go.',
  );
}

/** @throws UserError when rejects would take the place of results */
async function requireNoResults(target: OutputTarget): Promise<void> {
  const { missing } = await EarlierResults.read(replacedBy(target));
  if (missing === 0) return;
  throw new UserError(
    `--rejects ${target.path} has results: name another file, or let it be replaced with --force.`,
  );
}

/** Of standard output there is nothing to tell. */
function where(what: string, target: OutputTarget | undefined, path: string | undefined): string {
  return target === undefined || target.path === STANDARD_OUTPUT ? '' : `${what}: ${path}\n`;
}
