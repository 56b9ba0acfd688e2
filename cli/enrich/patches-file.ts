/** The file of patches that stands beside the results: a line of JSON for each record. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { text } from '../../shared/protocol/json-path.ts';
import type { List } from '../lists/open-list.ts';
import { UserError } from '../output/user-error.ts';
import { type OutputKind, type OutputTarget, outputAt } from './output-target.ts';
import type { Recalled } from './results.ts';
import { Patches, type Patching } from './row-patches.ts';
import { CRM_NAMES } from './row-records.ts';
import { WholeFile } from './whole-file.ts';

interface PatchesFileOptions {
  readonly patching: Patching;
  /** The path of the list. */
  readonly input: string;
  readonly force: boolean;
  /** The path of the results, and where they go. */
  readonly out: string;
  readonly results: OutputTarget;
}

export interface PatchesFile {
  readonly path: string;
  readonly target: OutputTarget;
  readonly counts: Patches['counts'];
  write(leads: readonly Recalled[]): Promise<void>;
  /** @throws UserError when patches that are there may be the only ones; they stay */
  requireNoneLost(): void;
  finish(): Promise<void>;
  leave(): Promise<string | undefined>;
}

/** @throws UserError for results that are no file, for a list without IDs, and as `outputAt` does */
export async function openPatchesFile(list: List, options: PatchesFileOptions): Promise<PatchesFile> {
  const { patching, input, force, out, results } = options;
  if (results.isStream)
    throw new UserError('--patch writes a file beside the results: name a file for them with --out.');
  const patches = new Patches(patching, list);
  const path = patchesPath(out);
  const target = await outputAt(path, { input, force, kind: PATCHES });
  const file = new WholeFile(target);
  return {
    path,
    target,
    counts: patches.counts,
    write: (leads) => file.write(patches.linesOf(leads)),
    requireNoneLost() {
      const { detailsGone } = patches.counts;
      if (force || !target.isThere || detailsGone === 0) return;
      throw new UserError(
        `${path} is not replaced: it may have patches of rows whose details the gateway has purged (${detailsGone}). ` +
          'Move it away, or give the same command with --force, if it may go.',
      );
    },
    finish: () => file.finish(),
    leave: () => file.leave(),
  };
}

/** @returns `leads.results.patches.ndjson` for `leads.results.csv` */
function patchesPath(out: string): string {
  return `${out.replace(/\.csv$/i, '')}.patches.ndjson`;
}

const PATCHES: OutputKind = { words: 'patches', isOne: isPatchesFile };

/** Whether the first line is a patch; an empty file is one of no patches. */
async function isPatchesFile(path: string): Promise<boolean> {
  const lines = createInterface({ input: createReadStream(path, { end: MOST_BYTES }) });
  try {
    for await (const line of lines) return isPatch(line);
    return true;
  } finally {
    lines.close();
  }
}

/** A patch has no more. */
const MOST_BYTES = 1_000_000;

function isPatch(line: string): boolean {
  try {
    const patch = JSON.parse(line);
    return Object.hasOwn(CRM_NAMES, text(patch, 'crm')) && text(patch, 'input', 'id') !== '';
  } catch {
    return false;
  }
}
