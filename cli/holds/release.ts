/** `holds release`: a hold ends, and the jobs that it held are published, each of which may be charged. */
import type { Command } from 'commander';
import type { Hold, ReleaseOrder } from '../../client/operator.ts';
import { callGateway, type GatewayCall } from '../call-gateway.ts';
import { DONE, DRY_RUN_CODES, exitCodesHelp, FAULT, INTERRUPTED } from '../exit-codes.ts';
import { addOperatingOptions } from '../options/gateway-options.ts';
import { addJsonOption } from '../options/json-option.ts';
import { ratePerMinute } from '../options/rate.ts';
import { addReasonOption } from '../options/reason-option.ts';
import { type Ask, personAtTerminal } from '../output/ask.ts';
import type { JsonFields } from '../output/json-fields.ts';
import { writeDetails } from '../output/listing.ts';
import { UserError } from '../output/user-error.ts';
import type { GatewayAddress } from '../remote-gateway.ts';
import { HOLD_COLUMNS, HOLD_FIELDS } from './hold-columns.ts';

export interface ReleaseOptions extends Pick<ReleaseOrder, 'reason'> {
  /** So many jobs a minute. */
  readonly rate?: number | undefined;
  readonly yes?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
  readonly json?: JsonFields | undefined;
}

export interface ReleaseCall extends GatewayCall {
  /** Undefined where nobody can be asked. */
  readonly ask: Ask | undefined;
}

export function addRelease(holds: Command): void {
  const command = holds
    .command('release')
    .description('end a hold, and have the jobs published that it held')
    .argument('<jobType>', "the job type, or '*' for the hold of all")
    .option('--rate <rate>', 'let so many jobs go at most, such as 20/s or 90/m', ratePerMinute)
    .option('--yes', 'yes, they may be charged: nothing is asked')
    .option('--dry-run', 'show the hold, and how many jobs it holds; change nothing');
  addOperatingOptions(addJsonOption(addReasonOption(command), HOLD_FIELDS))
    .addHelpText('after', exitCodesHelp(DRY_RUN_CODES))
    .action((jobType: string, options: GatewayAddress & ReleaseOptions) =>
      callGateway(options, (call) =>
        releaseHold({ ...call, ask: personAtTerminal(call.signal) }, jobType, options),
      ),
    );
}

/**
 * @returns the exit code
 * @throws UserError where somebody would have to be asked, and nobody can be
 * @throws as `Holds.release` does
 */
export async function releaseHold(
  call: ReleaseCall,
  jobType: string,
  { json, reason, rate, yes = false, dryRun = false }: ReleaseOptions,
): Promise<number> {
  if (dryRun) return showHold(call, jobType, json);
  const { operator, sink, tell, signal } = call;
  // The gateway says what there is instead of a hold that is not there.
  const known = yes ? undefined : await holdOf(call, jobType);
  if (known && !(await isWanted(call, known))) {
    tell('Nothing was released.');
    return signal.aborted ? INTERRUPTED : FAULT;
  }
  const { hold, replayed } = await operator.holds.release(jobType, orderOf(reason, rate), { signal });
  writeDetails(sink, hold, { columns: HOLD_COLUMNS, json });
  tell(
    replayed
      ? await releasedBefore(call, hold, rate)
      : `Operation ${hold.operation} lets its jobs go, from the next sweep on. To stop it, place the hold again.`,
  );
  return DONE;
}

/** A release that is under way keeps its own rate. @throws as `Operations.get` does */
async function releasedBefore(
  { operator, signal }: ReleaseCall,
  { operation: id }: Hold,
  rate: number | undefined,
): Promise<string> {
  if (id === null) return 'It was released before.';
  const { ratePerMinute, finishedAt } = await operator.operations.get(id, { signal });
  if (finishedAt !== null) return `It was released before, and operation ${id} has let its jobs go.`;
  const pace = ratePerMinute === null ? 'as many as can be' : `${ratePerMinute} a minute`;
  const before = `It was released before: operation ${id} lets its jobs go, ${pace}.`;
  if (ratePerMinute === (rate ?? null)) return before;
  return `${before} It stays so, whatever is asked for now: to change it, operations abort ${id}, and once it is aborted, release again.`;
}

function orderOf(reason: string | undefined, rate: number | undefined): ReleaseOrder {
  return { ...(reason !== undefined && { reason }), ...(rate !== undefined && { ratePerMinute: rate }) };
}

async function holdOf({ operator, signal }: ReleaseCall, jobType: string): Promise<Hold | undefined> {
  return (await operator.holds.list({ signal })).find(({ name }) => name === jobType);
}

async function showHold(call: ReleaseCall, jobType: string, json: JsonFields | undefined): Promise<number> {
  const known = await holdOf(call, jobType);
  if (known) writeDetails(call.sink, known, { columns: HOLD_COLUMNS, json });
  else call.tell(`Nothing is held as ${jobType}.`);
  return DONE;
}

async function isWanted({ ask }: ReleaseCall, { name, held }: Hold): Promise<boolean> {
  if (held === 0) return true;
  if (!ask)
    throw new UserError(
      'Nothing was released: each job that is published may be charged, and there is no terminal to ask at. ' +
        '--yes releases without asking, --dry-run shows how many there are.',
    );
  const [jobs, charges] = held === 1 ? ['1 job', '1 charge'] : [`${held} jobs`, `${held} charges`];
  return ask(`Release ${name}: publish ${jobs} (up to ${charges})? [y/N] `);
}
